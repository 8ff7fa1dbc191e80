/** Looks offsets up: the ends of partitions, and where a time begins. */

import { listOffsets } from '../../protocol/messages/index.ts';
import type { PartitionOffset, StartFrom, TopicPartition } from '../cluster-client.ts';
import { KafkaError, throwIfError } from '../errors.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { Cluster } from './cluster.ts';

/** The times that stand for the ends of a partition. */
export const LATEST = -1;
export const EARLIEST = -2;

const NOT_A_REPLICA = -1;

export function timestampOf(from: StartFrom): number {
  return from === 'earliest' ? EARLIEST : LATEST;
}

/** One offset per partition, each asked of its leader; -1 where there is no record at or after the time. */
export async function lookUpOffsets(
  cluster: Cluster,
  partitions: readonly TopicPartition[],
  timestamp: number,
): Promise<PartitionOffset[]> {
  const names = [...new Set(partitions.map(({ topic }) => topic))];
  return cluster.retry(
    async () => {
      const isKnown = ({ topic, partition }: TopicPartition) =>
        cluster.leaderOf(topic, partition) !== undefined;
      if (!partitions.every(isKnown)) await cluster.refresh(names);
      const byLeader = groupByLeader(cluster, partitions);
      const answers = await Promise.all(
        [...byLeader].map(([leader, group]) => askLeader(cluster, leader, { group, timestamp })),
      );
      return answers.flat();
    },
    () => names.forEach((name) => cluster.forgetTopic(name)),
  );
}

/** Partitions by the broker that leads them. Throws what passes when one has no leader. */
export function groupByLeader<P extends TopicPartition>(
  cluster: Cluster,
  partitions: readonly P[],
): Map<number, P[]> {
  const groups = new Map<number, P[]>();
  for (const each of partitions) {
    const leader = cluster.leaderOf(each.topic, each.partition);
    if (leader === undefined) {
      const subject = `Partition ${each.topic}-${each.partition}`;
      throw new KafkaError(ErrorCode.LEADER_NOT_AVAILABLE, subject);
    }
    const group = groups.get(leader);
    if (group === undefined) groups.set(leader, [each]);
    else group.push(each);
  }
  return groups;
}

/** Partition lists of a request, by topic. */
export function groupByTopic<P extends TopicPartition>(partitions: readonly P[]): Map<string, P[]> {
  const groups = new Map<string, P[]>();
  for (const each of partitions) {
    const group = groups.get(each.topic);
    if (group === undefined) groups.set(each.topic, [each]);
    else group.push(each);
  }
  return groups;
}

async function askLeader(
  cluster: Cluster,
  leader: number,
  { group, timestamp }: { group: readonly TopicPartition[]; timestamp: number },
): Promise<PartitionOffset[]> {
  const connection = await cluster.node(leader);
  const topics = [...groupByTopic(group)].map(([name, partitions]) => ({
    name,
    partitions: partitions.map(({ partition }) => ({ partitionIndex: partition, timestamp })),
  }));
  const answer = await connection.request(listOffsets, {
    replicaId: NOT_A_REPLICA,
    isolationLevel: 0,
    topics,
  });
  return answer.topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, errorCode, offset }) => {
      throwIfError(errorCode, `Partition ${name}-${partitionIndex}`);
      return { topic: name, partition: partitionIndex, offset };
    }),
  );
}
