/** What time does to transactions: those that take too long are aborted, ids that nobody uses are forgotten. */

import type { Moment } from '../../coordinator/machine.ts';
import type { Transaction, TransactionRecord } from '../records/transaction-record.ts';
import type { TransactionConfig } from '../transaction-config.ts';
import { isSettled, type TransactionsState } from '../transactions-state.ts';
import {
  type AdoptCommand,
  changed,
  type ExpireCommand,
  type ForgetCommand,
  type TransactionDecision,
} from './command.ts';

const NO_EPOCH = -1;

/** An ongoing transaction being aborted with an epoch that its producer does not have. */
export function fenced(current: Transaction, now: Moment): Transaction {
  return {
    ...current,
    previousProducerId: current.producerId,
    producerEpoch: current.producerEpoch + 1,
    lastProducerEpoch: NO_EPOCH,
    status: 'PrepareAbort',
    updatedMs: now.wallMs,
  };
}

export function decideExpire(
  { transactions }: Readonly<TransactionsState>,
  { transactionalId }: ExpireCommand,
  now: Moment,
): TransactionDecision {
  const current = transactions.get(transactionalId);
  if (current?.status !== 'Ongoing') return nothing;
  return justDo(changed(transactionalId, fenced(current, now)));
}

export function decideAdopt(
  { transactions }: Readonly<TransactionsState>,
  { transactionalId }: AdoptCommand,
  now: Moment,
): TransactionDecision {
  const current = transactions.get(transactionalId);
  if (current?.status !== 'Ongoing') return nothing;
  const leftMs = current.startedMs + current.timeoutMs - now.wallMs;
  const at = now.monotonicMs + Math.min(Math.max(0, leftMs), current.timeoutMs);
  return justDo({ kind: 'deadline', transactionalId, at });
}

export function decideForget(
  { transactions }: Readonly<TransactionsState>,
  { transactionalId }: ForgetCommand,
  { now, config }: { readonly now: Moment; readonly config: TransactionConfig },
): TransactionDecision {
  const current = transactions.get(transactionalId);
  if (current === undefined || !isSettled(current)) return nothing;
  const isIdle = now.wallMs - current.updatedMs >= config.idExpirationMs;
  return isIdle ? justDo(changed(transactionalId, null)) : nothing;
}

const nothing: TransactionDecision = { records: [], answers: [] };

function justDo(record: TransactionRecord): TransactionDecision {
  return { records: [record], answers: [] };
}
