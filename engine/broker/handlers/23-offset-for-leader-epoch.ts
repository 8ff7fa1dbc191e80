/** Versions 2-4. Where an epoch ended, so that a client can tell whether its log or position was cut off (KIP-101, KIP-320). */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { offsetForLeaderEpoch as api } from '../../protocol/messages/23-offset-for-leader-epoch.ts';
import { handler } from '../define-handler.ts';

export const offsetForLeaderEpoch = handler(api, (broker, request) => ({
  topics: request.topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map(({ partition: index, currentLeaderEpoch, leaderEpoch }) => {
      const partition = broker.partitions.get(topic, index);
      if (!partition) return { partition: index, errorCode: broker.missingPartition(topic, index) };
      const errorCode = partition.checkLeader(currentLeaderEpoch);
      const end =
        errorCode === ErrorCode.NONE ? partition.log.epochEndOffset(leaderEpoch) : undefined;
      return {
        partition: index,
        errorCode,
        leaderEpoch: end?.epoch ?? -1,
        endOffset: end?.endOffset ?? -1,
      };
    }),
  })),
}));
