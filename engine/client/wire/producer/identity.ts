/** The producer id by which brokers tell a repeated batch from a new one (KIP-98). */

import { initProducerId } from '../../../protocol/messages/index.ts';
import { throwIfError } from '../../errors.ts';
import type { Cluster } from '../cluster.ts';

export interface Identity {
  producerId: number;
  producerEpoch: number;
}

/** A new id; a producer that takes one begins with sequence 0 everywhere. */
export function newIdentity(cluster: Cluster): Promise<Identity> {
  return cluster.retry(async () => {
    const connection = await cluster.any();
    const answer = await connection.request(initProducerId, {
      transactionalId: null,
      transactionTimeoutMs: 0,
    });
    throwIfError(answer.errorCode, 'The producer id');
    return { producerId: answer.producerId, producerEpoch: answer.producerEpoch };
  });
}
