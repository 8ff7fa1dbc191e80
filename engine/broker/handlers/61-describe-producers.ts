/** Version 0. The producers that a partition's leader remembers. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { describeProducers as api } from '../../protocol/messages/61-describe-producers.ts';
import type { Broker } from '../broker.ts';
import { handler } from '../define-handler.ts';

export const describeProducers = handler(api, (broker, request) => ({
  topics: request.topics.map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.map((index) => describe(broker, name, index)),
  })),
}));

function describe(broker: Broker, topic: string, partitionIndex: number) {
  const partition = broker.partitions.get(topic, partitionIndex);
  if (!partition || partition.role !== 'leader') {
    return {
      partitionIndex,
      errorCode: broker.missingPartition(topic, partitionIndex),
      activeProducers: [],
    };
  }
  return {
    partitionIndex,
    errorCode: ErrorCode.NONE,
    activeProducers: partition.log.activeProducers().map((producer) => ({
      producerId: producer.producerId,
      producerEpoch: producer.producerEpoch,
      lastSequence: producer.batches.at(-1)?.lastSequence ?? -1,
      lastTimestamp: producer.lastTimestamp,
      coordinatorEpoch: producer.coordinatorEpoch,
      currentTxnStartOffset: producer.currentTxnFirstOffset,
    })),
  };
}
