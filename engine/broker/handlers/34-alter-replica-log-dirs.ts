/** Versions 1-2. This broker has one log directory: what is here may stay, and there is nowhere else. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { alterReplicaLogDirs as api } from '../../protocol/messages/34-alter-replica-log-dirs.ts';
import type { Broker } from '../broker.ts';
import { handler } from '../define-handler.ts';

/** A partition that is named under several directories is meant for the last. */
export const alterReplicaLogDirs = handler(api, (broker, { dirs }) => {
  const wanted = new Map<string, Map<number, string>>();
  for (const { path, topics } of dirs) {
    for (const { name, partitions } of topics) {
      const paths = wanted.get(name) ?? new Map<number, string>();
      for (const index of partitions) paths.set(index, path);
      wanted.set(name, paths);
    }
  }
  const results = [...wanted].map(([topicName, paths]) => ({
    topicName,
    partitions: [...paths].map(([partitionIndex, path]) => ({
      partitionIndex,
      errorCode: outcome(broker, { topic: topicName, index: partitionIndex, path }),
    })),
  }));
  return { results };
});

function outcome(
  broker: Broker,
  { topic, index, path }: { topic: string; index: number; path: string },
): ErrorCode {
  if (path !== broker.config.dataDirectory) return ErrorCode.LOG_DIR_NOT_FOUND;
  if (broker.partitions.get(topic, index) !== undefined) return ErrorCode.NONE;
  return broker.missingPartition(topic, index);
}
