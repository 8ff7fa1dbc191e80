/** The topic that a selection is about: its own, else the one that flows in, else the one that it writes to. */

import { type PipelineFile, topicName } from '../../../engine/contract/project/pipeline-file.ts';

export function followedTopic(file: PipelineFile, nodeId: string): string | null {
  const node = file.nodes.find(({ id }) => id === nodeId);
  if (!node) return null;
  if (node.kind === 'topic') return topicName(node);
  const neighbours = [
    ...file.edges.filter(({ to }) => to === nodeId).map(({ from }) => from),
    ...file.edges.filter(({ from }) => from === nodeId).map(({ to }) => to),
  ];
  const topic = neighbours
    .map((id) => file.nodes.find((candidate) => candidate.id === id))
    .find((candidate) => candidate?.kind === 'topic');
  return topic ? topicName(topic) : null;
}
