/** Versions 1-5. How large each partition is on this broker's disk, and how far it is behind. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  describeLogDirs as api,
  type DescribeLogDirsRequest,
} from '../../protocol/messages/35-describe-log-dirs.ts';
import type { Partition } from '../../replication/partition/partition.ts';
import { handler } from '../define-handler.ts';

export const describeLogDirs = handler(api, (broker, request) => {
  const topics = new Map<string, Partition[]>();
  for (const partition of broker.partitions.all()) {
    if (isWanted(request, partition))
      topics.set(partition.topic, [...(topics.get(partition.topic) ?? []), partition]);
  }
  return {
    errorCode: ErrorCode.NONE,
    results: [
      {
        errorCode: ErrorCode.NONE,
        logDir: broker.config.dataDirectory,
        topics: [...topics].map(([name, partitions]) => ({
          name,
          partitions: partitions.map(sizeOf),
        })),
      },
    ],
  };
});

function isWanted({ topics }: DescribeLogDirsRequest, { topic, index }: Partition): boolean {
  return (
    topics === null ||
    topics.some((wanted) => wanted.topic === topic && wanted.partitions.includes(index))
  );
}

function sizeOf({ index, log, highWatermark }: Partition) {
  return {
    partitionIndex: index,
    partitionSize: log.size,
    offsetLag: Math.max(0, highWatermark - log.endOffset),
    isFutureKey: false,
  };
}
