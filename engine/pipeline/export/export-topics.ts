/** `kafka-topics` commands that create the topics of a pipeline. */

import type { ExportedFile } from '../../contract/app.ts';
import type { PipelineFile } from '../../contract/project/pipeline-file.ts';
import { newTopic } from '../prepare-topics.ts';

const HEADER = `#!/bin/sh
# Creates the topics of a Penstock pipeline. What exists already stays as it is.
set -eu
bootstrap="\${BOOTSTRAP_SERVER:-localhost:9092}"
kafka_topics="\${KAFKA_TOPICS:-kafka-topics}"
`;

export function exportTopics(file: PipelineFile): ExportedFile[] {
  const topics = file.nodes.filter(({ kind }) => kind === 'topic').map(newTopic);
  const commands = topics.map(({ name, partitions, replicationFactor, configs = {} }) =>
    [
      '"$kafka_topics" --bootstrap-server "$bootstrap" --create --if-not-exists',
      `--topic ${quoted(name)}`,
      `--partitions ${partitions}`,
      `--replication-factor ${replicationFactor}`,
      ...Object.entries(configs).map(([key, value]) => `--config ${quoted(`${key}=${value}`)}`),
    ].join(' '),
  );
  return [
    {
      name: 'create-topics.sh',
      content: `${HEADER}${commands.map((line) => `${line}\n`).join('')}`,
    },
  ];
}

/** One word for a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
