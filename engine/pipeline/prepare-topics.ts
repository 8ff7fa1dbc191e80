/** Makes the topics of a pipeline; those that exist are used as they are. */

import { messageOf } from '../base/errors.ts';
import type { Admin, NewTopic, TopicDescription } from '../client/admin.ts';
import { fieldValue } from '../contract/fields.ts';
import { topic as topicKind } from '../contract/nodes/topic.ts';
import { topicName, type PipelineNode } from '../contract/project/pipeline-file.ts';

export interface PreparedTopic {
  readonly nodeId: string;
  readonly topic: string;
  readonly outcome: 'created' | 'used' | 'failed';
  /** Why it failed, or how it differs from what was asked; else empty. */
  readonly message: string;
}

export async function prepareTopics(
  admin: Admin,
  nodes: readonly PipelineNode[],
): Promise<PreparedTopic[]> {
  if (nodes.length === 0) return [];
  const wanted = nodes.map((node) => ({ node, topic: newTopic(node) }));
  try {
    const known = await admin.describeTopics(wanted.map(({ topic }) => topic.name));
    return await Promise.all(
      wanted.map(async ({ node, topic }) => {
        const there = known.find(({ name }) => name === topic.name);
        return there === undefined ? await create(admin, node, topic) : use(node, topic, there);
      }),
    );
  } catch (error) {
    const message = messageOf(error);
    return wanted.map(({ node, topic }) => ({
      nodeId: node.id,
      topic: topic.name,
      outcome: 'failed',
      message,
    }));
  }
}

/** What a topic node asks for. */
export function newTopic(
  node: PipelineNode,
): NewTopic & Required<Pick<NewTopic, 'partitions' | 'replicationFactor'>> {
  const { fields } = topicKind;
  const configs = fieldValue(fields, node.config, 'configs');
  return {
    name: topicName(node),
    partitions: Number(fieldValue(fields, node.config, 'partitions')),
    replicationFactor: Number(fieldValue(fields, node.config, 'replicationFactor')),
    ...(typeof configs === 'object' ? { configs } : {}),
  };
}

/** One by one, so that one that cannot be made does not keep the others from being made. */
async function create(admin: Admin, node: PipelineNode, topic: NewTopic): Promise<PreparedTopic> {
  const prepared = { nodeId: node.id, topic: topic.name };
  try {
    const created = await admin.createTopics([topic]);
    return { ...prepared, outcome: created.includes(topic.name) ? 'created' : 'used', message: '' };
  } catch (error) {
    return { ...prepared, outcome: 'failed', message: messageOf(error) };
  }
}

function use(
  node: PipelineNode,
  wanted: ReturnType<typeof newTopic>,
  { partitions }: TopicDescription,
): PreparedTopic {
  const replicas = partitions[0]?.replicas.length ?? 0;
  const differences = [
    partitions.length === wanted.partitions ? '' : countOf(partitions.length, 'partition'),
    replicas === wanted.replicationFactor ? '' : countOf(replicas, 'replica'),
  ].filter((difference) => difference !== '');
  const message =
    differences.length === 0
      ? ''
      : `The topic ${wanted.name} was there already, with ${differences.join(' and ')}; it is used as it is.`;
  return { nodeId: node.id, topic: wanted.name, outcome: 'used', message };
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
