/** Versions 1-2, between brokers, and from the tool that aborts hanging transactions. */

import { writeTxnMarkers as api } from '../../protocol/messages/27-write-txn-markers.ts';
import { handler } from '../define-handler.ts';
import { appendMarker } from '../transactions/markers.ts';

const EPOCH_BUMP_VERSION = 2;

export const writeTxnMarkers = handler(api, async (broker, { markers }) => ({
  markers: await Promise.all(
    markers.map(async ({ topics, transactionResult, transactionVersion, ...producer }) => {
      const results = await appendMarker(broker, {
        ...producer,
        committed: transactionResult,
        clientVersion: transactionVersion >= EPOCH_BUMP_VERSION ? 2 : 0,
        partitions: topics.map(({ name, partitionIndexes }) => {
          return { topic: name, partitions: partitionIndexes };
        }),
      });
      return {
        producerId: producer.producerId,
        topics: results.map(({ topic, partitions }) => ({
          name: topic,
          partitions: partitions.map(({ partition, errorCode }) => {
            return { partitionIndex: partition, errorCode };
          }),
        })),
      };
    }),
  ),
}));
