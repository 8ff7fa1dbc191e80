/** Versions 0-2. Followers learn the new start with their next fetch. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { deleteRecords as api } from '../../protocol/messages/21-delete-records.ts';
import type { Broker } from '../broker.ts';
import { handler } from '../define-handler.ts';

const HIGH_WATERMARK = -1;

export const deleteRecords = handler(api, (broker, request) => ({
  topics: request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, offset }) => ({
      partitionIndex,
      ...remove(broker, { topic: name, index: partitionIndex, offset }),
    })),
  })),
}));

function remove(
  broker: Broker,
  { topic, index, offset }: { topic: string; index: number; offset: number },
) {
  const partition = broker.partitions.get(topic, index);
  if (!partition) return { lowWatermark: -1, errorCode: broker.missingPartition(topic, index) };
  if (partition.role !== 'leader')
    return { lowWatermark: -1, errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER };
  const target = offset === HIGH_WATERMARK ? partition.highWatermark : offset;
  if (target < 0 || target > partition.highWatermark)
    return { lowWatermark: -1, errorCode: ErrorCode.OFFSET_OUT_OF_RANGE };
  if (!partition.log.config.cleanupPolicy.includes('delete'))
    return { lowWatermark: -1, errorCode: ErrorCode.POLICY_VIOLATION };
  if (target > partition.log.logStartOffset) partition.log.deleteRecordsBefore(target);
  return { lowWatermark: partition.log.logStartOffset, errorCode: ErrorCode.NONE };
}
