/** What classic consumers tell each other through the coordinator, which does not read it. */

import {
  consumerProtocolAssignment,
  consumerProtocolSubscription,
} from '../../../protocol/internal/data/index.ts';
import { decodeVersioned, encodeVersioned } from '../../../protocol/record.ts';
import type { TopicPartition } from '../../cluster-client.ts';
import { groupByTopic } from '../offsets.ts';

/** What every client of the last ten years reads. */
const VERSION = 1;

export interface TopicPartitions {
  topic: string;
  partitions: number[];
}

export function writeSubscription(
  topics: readonly string[],
  owned: readonly TopicPartition[],
): Buffer {
  return encodeVersioned(consumerProtocolSubscription, VERSION, {
    topics: [...topics],
    userData: null,
    ownedPartitions: byTopic(owned),
  });
}

export function readSubscribedTopics(bytes: Buffer): string[] {
  return decodeVersioned(consumerProtocolSubscription, bytes).body.topics;
}

export function writeAssignment(partitions: readonly TopicPartition[]): Buffer {
  return encodeVersioned(consumerProtocolAssignment, VERSION, {
    assignedPartitions: byTopic(partitions),
    userData: null,
  });
}

/** A member without an assignment has no bytes at all. */
export function readAssignment(bytes: Buffer): TopicPartitions[] {
  if (bytes.length === 0) return [];
  return decodeVersioned(consumerProtocolAssignment, bytes).body.assignedPartitions;
}

function byTopic(partitions: readonly TopicPartition[]): TopicPartitions[] {
  return [...groupByTopic(partitions)].map(([topic, group]) => ({
    topic,
    partitions: group.map(({ partition }) => partition),
  }));
}
