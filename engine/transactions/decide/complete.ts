/** All partitions of a transaction have their marker. */

import type { Moment } from '../../coordinator/machine.ts';
import type { Transaction } from '../records/transaction-record.ts';
import { isPrepared, type TransactionsState } from '../transactions-state.ts';
import {
  changed,
  type CompleteCommand,
  decided,
  type PreparedCommand,
  type TransactionDecision,
} from './command.ts';

const NO_PRODUCER_ID = -1;

export function decidePrepared(
  { transactions }: Readonly<TransactionsState>,
  command: PreparedCommand,
): TransactionDecision {
  const current = transactions.get(command.transactionalId);
  return decided(command, current && isPrepared(current) ? current : 'not prepared');
}

export function decideComplete(
  { transactions }: Readonly<TransactionsState>,
  { transactionalId, producerId, producerEpoch }: CompleteCommand,
  now: Moment,
): TransactionDecision {
  const current = transactions.get(transactionalId);
  const isMeant =
    current !== undefined &&
    isPrepared(current) &&
    current.producerId === producerId &&
    current.producerEpoch === producerEpoch;
  if (!isMeant) return { records: [], answers: [] };
  const value = { ...completed(current), updatedMs: now.wallMs };
  return { records: [changed(transactionalId, value)], answers: [] };
}

/** What a prepared transaction becomes; a producer id without epochs gives way to the next. */
export function completed(prepared: Transaction): Transaction {
  const { nextProducerId, producerId, producerEpoch } = prepared;
  const isRotated = nextProducerId !== NO_PRODUCER_ID;
  return {
    ...prepared,
    previousProducerId: producerId,
    producerId: isRotated ? nextProducerId : producerId,
    producerEpoch: isRotated ? 0 : producerEpoch,
    nextProducerId: NO_PRODUCER_ID,
    status: prepared.status === 'PrepareCommit' ? 'CompleteCommit' : 'CompleteAbort',
    partitions: [],
  };
}
