/** A producer takes a transactional id: whoever had it before is fenced, and what that one left open is aborted. */

import type { Moment } from '../../coordinator/machine.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { Transaction } from '../records/transaction-record.ts';
import { isEpochExhausted, isPrepared, type TransactionsState } from '../transactions-state.ts';
import {
  changed,
  decided,
  goesOnAs,
  type InitCommand,
  needsProducerId,
  noProducer,
  type TransactionDecision,
} from './command.ts';
import { fenced } from './expire.ts';

const NONE = -1;

export function decideInit(
  { transactions }: Readonly<TransactionsState>,
  command: InitCommand,
  now: Moment,
): TransactionDecision {
  const { transactionalId } = command;
  const current = transactions.get(transactionalId);
  if (current === undefined) return begin(command, NONE, now);
  if (!mayContinue(current, command)) return refused(command, ErrorCode.PRODUCER_FENCED);
  if (isPrepared(current)) return refused(command, ErrorCode.CONCURRENT_TRANSACTIONS);
  if (current.status === 'Ongoing') {
    const aborting = changed(transactionalId, fenced(current, now));
    return decided(command, noProducer(ErrorCode.CONCURRENT_TRANSACTIONS), [aborting]);
  }
  const isLast = isEpochExhausted(current.producerEpoch);
  if (isLast && (isNew(command) || command.producerEpoch === current.producerEpoch))
    return begin(command, current, now);
  return raise(current, command, now);
}

function isNew({ producerId }: InitCommand): boolean {
  return producerId === NONE;
}

/**
 * A producer that says who it was goes on only if nobody has taken its place. It may name the producer id before the
 * last change: then it did not hear of the change that it caused.
 */
function mayContinue(current: Transaction, command: InitCommand): boolean {
  const { producerId, producerEpoch } = command;
  if (isNew(command) || producerId === current.producerId) return true;
  return producerId === current.previousProducerId && isEpochExhausted(producerEpoch);
}

/** Epoch 0 of a fresh producer id. */
function begin(
  command: InitCommand,
  previous: Transaction | typeof NONE,
  now: Moment,
): TransactionDecision {
  const { freshProducerId, transactionalId, timeoutMs } = command;
  if (freshProducerId === undefined) return decided(command, needsProducerId);
  const value: Transaction = {
    producerId: freshProducerId,
    previousProducerId: previous === NONE ? freshProducerId : previous.producerId,
    nextProducerId: NONE,
    producerEpoch: 0,
    lastProducerEpoch: previous === NONE || isNew(command) ? NONE : previous.producerEpoch,
    timeoutMs,
    status: 'Empty',
    partitions: [],
    updatedMs: now.wallMs,
    startedMs: NONE,
    clientVersion: 0,
  };
  return decided(command, goesOnAs(value), [changed(transactionalId, value)]);
}

/** The next epoch of the same producer id; a producer that asks twice gets the same one twice. */
function raise(current: Transaction, command: InitCommand, now: Moment): TransactionDecision {
  const { producerEpoch, transactionalId, timeoutMs } = command;
  const isRepeat = !isNew(command) && producerEpoch === current.lastProducerEpoch;
  const isCurrent = producerEpoch === current.producerEpoch;
  if (!isNew(command) && !isRepeat && !isCurrent)
    return refused(command, ErrorCode.PRODUCER_FENCED);
  const value: Transaction = {
    ...current,
    previousProducerId: current.producerId,
    nextProducerId: NONE,
    producerEpoch: isRepeat ? current.producerEpoch : current.producerEpoch + 1,
    lastProducerEpoch: isNew(command) ? NONE : producerEpoch,
    timeoutMs,
    status: 'Empty',
    partitions: [],
    updatedMs: now.wallMs,
    startedMs: NONE,
  };
  return decided(command, goesOnAs(value), [changed(transactionalId, value)]);
}

function refused(command: InitCommand, errorCode: ErrorCode): TransactionDecision {
  return decided(command, noProducer(errorCode));
}
