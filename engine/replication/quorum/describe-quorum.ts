/** Says who votes in the metadata quorum, who observes, and how far each has come. */

import type { Clock } from '../../base/ports/clock.ts';
import type { Endpoint } from '../../metadata/image.ts';
import { CLUSTER_METADATA_TOPIC } from '../../metadata/topic-name.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  DescribeQuorumRequest,
  DescribeQuorumResponse,
} from '../../protocol/messages/55-describe-quorum.ts';
import type { MetadataLog } from './metadata-log.ts';
import type { Observer } from './metadata-server.ts';

type PartitionReply = DescribeQuorumResponse['topics'][number]['partitions'][number];
type ReplicaState = PartitionReply['observers'][number];

export interface QuorumView {
  readonly log: MetadataLog;
  readonly clock: Clock;
  readonly nodeId: number;
  readonly endPoints: readonly Endpoint[];
  readonly observers: readonly Observer[];
}

export function describeQuorum(
  view: QuorumView,
  request: DescribeQuorumRequest,
): DescribeQuorumResponse {
  const [topic, ...others] = request.topics;
  const isMetadata =
    others.length === 0 &&
    topic?.topicName === CLUSTER_METADATA_TOPIC &&
    topic.partitions.every(({ partitionIndex }) => partitionIndex === 0);
  const nodes = [
    {
      nodeId: view.nodeId,
      listeners: view.endPoints.map(({ name, host, port }) => ({ name, host, port })),
    },
  ];
  if (!isMetadata) {
    const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    return { errorCode, errorMessage: null, topics: [], nodes };
  }
  const topics = [{ topicName: topic.topicName, partitions: [partitionReply(view)] }];
  return { errorCode: ErrorCode.NONE, errorMessage: '', topics, nodes };
}

function partitionReply({ log, clock, nodeId, observers }: QuorumView): PartitionReply {
  const now = clock.now();
  const voter: ReplicaState = {
    replicaId: nodeId,
    replicaDirectoryId: log.directoryId,
    logEndOffset: log.endOffset,
    lastFetchTimestamp: now,
    lastCaughtUpTimestamp: now,
  };
  return {
    partitionIndex: 0,
    errorCode: ErrorCode.NONE,
    errorMessage: '',
    leaderId: nodeId,
    leaderEpoch: log.leaderEpoch,
    highWatermark: log.highWatermark,
    currentVoters: [voter],
    observers: observers.map((observer) => ({
      replicaId: observer.id,
      replicaDirectoryId: observer.directoryId,
      logEndOffset: observer.fetchOffset,
      lastFetchTimestamp: observer.lastFetchMs,
      lastCaughtUpTimestamp: observer.lastCaughtUpMs,
    })),
  };
}
