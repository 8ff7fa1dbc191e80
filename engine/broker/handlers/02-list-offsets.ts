/** Versions 1-11. The special timestamps -1 to -6; there is no tiered storage, so -5 finds nothing and -4 is the log's start. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  listOffsets as api,
  type ListOffsetsRequest,
} from '../../protocol/messages/02-list-offsets.ts';
import type { Partition } from '../../replication/partition/partition.ts';
import type { Broker } from '../broker.ts';
import { handler } from '../define-handler.ts';

const LATEST = -1;
const EARLIEST = -2;
const MAX_TIMESTAMP = -3;
const EARLIEST_LOCAL = -4;
const LATEST_TIERED = -5;
const EARLIEST_PENDING_UPLOAD = -6;
const READ_COMMITTED = 1;

type Asked = ListOffsetsRequest['topics'][number]['partitions'][number];

export const listOffsets = handler(api, (broker, request) => ({
  topics: request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((asked) => find(broker, { topic: name, asked, request })),
  })),
}));

function find(
  broker: Broker,
  { topic, asked, request }: { topic: string; asked: Asked; request: ListOffsetsRequest },
) {
  const { partitionIndex } = asked;
  const partition = broker.partitions.get(topic, partitionIndex);
  if (!partition)
    return { partitionIndex, errorCode: broker.missingPartition(topic, partitionIndex) };
  const error = partition.checkLeader(asked.currentLeaderEpoch);
  if (error !== ErrorCode.NONE) return { partitionIndex, errorCode: error };
  const found = lookUp(partition, asked.timestamp, upToOf(partition, request));
  if (!found)
    return {
      partitionIndex,
      errorCode: ErrorCode.NONE,
      timestamp: -1,
      offset: -1,
      leaderEpoch: -1,
    };
  return { partitionIndex, errorCode: ErrorCode.NONE, ...found };
}

function upToOf(
  { log, highWatermark }: Partition,
  { replicaId, isolationLevel }: ListOffsetsRequest,
): number {
  if (replicaId >= 0) return log.endOffset;
  return isolationLevel === READ_COMMITTED ? log.lastStableOffset : highWatermark;
}

function lookUp({ log, assignment }: Partition, timestamp: number, upTo: number) {
  switch (timestamp) {
    case LATEST:
      return { timestamp: -1, offset: upTo, leaderEpoch: assignment.leaderEpoch };
    case EARLIEST:
    case EARLIEST_LOCAL:
      return {
        timestamp: -1,
        offset: log.logStartOffset,
        leaderEpoch: log.epochAt(log.logStartOffset),
      };
    case LATEST_TIERED:
    case EARLIEST_PENDING_UPLOAD:
      return undefined;
    case MAX_TIMESTAMP: {
      const found = log.maxTimestampOffset();
      return found && { ...found, leaderEpoch: log.epochAt(found.offset) };
    }
    default: {
      const found = log.offsetForTimestamp(timestamp, upTo);
      return found && { ...found, leaderEpoch: log.epochAt(found.offset) };
    }
  }
}
