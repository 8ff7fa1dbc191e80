/** Topics as Metadata and DescribeTopicPartitions tell of them. */

import { ErrorCode } from '../protocol/error-codes.ts';
import {
  NO_LEADER,
  type MetadataImage,
  type PartitionImage,
  type TopicImage,
} from '../metadata/image.ts';

/** Every operation on a topic or on the cluster (KIP-430): what clients are told while there is no authorizer. */
export const ALL_TOPIC_OPERATIONS = 3576;
export const ALL_CLUSTER_OPERATIONS = 8096;
export const OPERATIONS_NOT_ASKED = -2147483648;

const INTERNAL_TOPICS = new Set([
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
]);

export function isInternalTopic(name: string): boolean {
  return INTERNAL_TOPICS.has(name);
}

export function describePartition(image: MetadataImage, partition: PartitionImage) {
  const isOffline = (brokerId: number): boolean => image.brokers.get(brokerId)?.fenced ?? true;
  const hasLeader = partition.leader !== NO_LEADER && !isOffline(partition.leader);
  return {
    errorCode: hasLeader ? ErrorCode.NONE : ErrorCode.LEADER_NOT_AVAILABLE,
    partitionIndex: partition.index,
    leaderId: hasLeader ? partition.leader : NO_LEADER,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: partition.replicas,
    isrNodes: partition.isr,
    offlineReplicas: partition.replicas.filter(isOffline),
  };
}

export function describeTopic(image: MetadataImage, topic: TopicImage) {
  return {
    errorCode: ErrorCode.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: isInternalTopic(topic.name),
    partitions: topic.partitions.map((partition) => describePartition(image, partition)),
  };
}
