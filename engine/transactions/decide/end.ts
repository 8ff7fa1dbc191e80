/** A producer commits or aborts its transaction; the markers follow when that is certain. */

import type { Moment } from '../../coordinator/machine.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { Transaction } from '../records/transaction-record.ts';
import {
  isEpochExhausted,
  isLastEpoch,
  isPrepared,
  type TransactionsState,
} from '../transactions-state.ts';
import {
  changed,
  decided,
  type EndCommand,
  goesOnAs,
  needsProducerId,
  noProducer,
  type TransactionDecision,
} from './command.ts';
import { completed } from './complete.ts';

const NO_PRODUCER_ID = -1;
/** The last epoch that a client is told. */
const CLIENT_EPOCH_MAX = 0x7ffe;

export function decideEnd(
  { transactions }: Readonly<TransactionsState>,
  command: EndCommand,
  now: Moment,
): TransactionDecision {
  const current = transactions.get(command.transactionalId);
  if (current === undefined)
    return decided(command, noProducer(ErrorCode.INVALID_PRODUCER_ID_MAPPING));
  const verdict =
    command.clientVersion === 0
      ? verdictWithoutBump(current, command)
      : verdictOf(current, command);
  if (verdict === 'already ended') return decided(command, goesOnAs(current));
  if (verdict !== 'end it') return decided(command, noProducer(verdict));
  return command.clientVersion === 0
    ? endAs(prepared(current, command, now), command)
    : endWithBump(current, command, now);
}

type Verdict = 'end it' | 'already ended' | ErrorCode;

/** Before KIP-890 an end is known again by the state that it led to. */
function verdictWithoutBump(current: Transaction, command: EndCommand): Verdict {
  const { producerId, producerEpoch, isCommit } = command;
  if (current.producerId !== producerId) return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
  if (current.producerEpoch !== producerEpoch) return ErrorCode.PRODUCER_FENCED;
  if (current.status === 'Ongoing') return 'end it';
  if (current.status === 'Empty' || isCommitted(current) !== isCommit)
    return ErrorCode.INVALID_TXN_STATE;
  return isPrepared(current) ? ErrorCode.CONCURRENT_TRANSACTIONS : 'already ended';
}

/**
 * With KIP-890 the epoch tells a repeated end, which names the epoch before, from the end of the next transaction. A
 * transaction to which nothing was added may be aborted: a write that would have added something may have failed.
 */
function verdictOf(current: Transaction, command: EndCommand): Verdict {
  const { producerId, producerEpoch, isCommit } = command;
  const isRepeat = repeats(current, command);
  if (current.producerId !== producerId && !isRepeat) return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
  if (isPrepared(current) && !isRepeat) return ErrorCode.PRODUCER_FENCED;
  if (!isRepeat && producerEpoch !== current.producerEpoch) return ErrorCode.PRODUCER_FENCED;
  if (current.status === 'Ongoing') return isRepeat ? ErrorCode.PRODUCER_FENCED : 'end it';
  if (current.status === 'Empty' && isRepeat) return ErrorCode.PRODUCER_FENCED;
  if (!isRepeat) return isCommit ? ErrorCode.INVALID_TXN_STATE : 'end it';
  if (isCommitted(current) !== isCommit) return ErrorCode.INVALID_TXN_STATE;
  return isPrepared(current) ? ErrorCode.CONCURRENT_TRANSACTIONS : 'already ended';
}

/** The last epoch of a settled producer was raised to fence it, and is nobody's to go on with. */
function repeats(current: Transaction, { producerId, producerEpoch }: EndCommand): boolean {
  if (producerId !== current.producerId) {
    const isRotated = current.previousProducerId === producerId && current.producerEpoch === 0;
    return isRotated && producerEpoch === CLIENT_EPOCH_MAX && isDecided(current);
  }
  if (isLastEpoch(current.producerEpoch) && !isPrepared(current)) return false;
  return producerEpoch + 1 === current.producerEpoch;
}

function isDecided({ status }: Transaction): boolean {
  return status !== 'Empty' && status !== 'Ongoing';
}

function isCommitted({ status }: Transaction): boolean {
  return status === 'PrepareCommit' || status === 'CompleteCommit';
}

function prepared(current: Transaction, { isCommit, clientVersion }: EndCommand, now: Moment) {
  const isOpen = current.status === 'Ongoing';
  const value: Transaction = {
    ...current,
    previousProducerId: current.producerId,
    status: isCommit ? 'PrepareCommit' : 'PrepareAbort',
    updatedMs: now.wallMs,
    startedMs: isOpen ? current.startedMs : now.wallMs,
    clientVersion,
  };
  return value;
}

function endWithBump(current: Transaction, command: EndCommand, now: Moment): TransactionDecision {
  const isLast = isEpochExhausted(current.producerEpoch);
  if (isLast && command.freshProducerId === undefined) return decided(command, needsProducerId);
  const value: Transaction = {
    ...prepared(current, command, now),
    nextProducerId: isLast ? command.freshProducerId! : NO_PRODUCER_ID,
    producerEpoch: current.producerEpoch + 1,
    lastProducerEpoch: current.producerEpoch,
  };
  return endAs(value, command);
}

/** The producer goes on as it will be when the markers are written. */
function endAs(value: Transaction, command: EndCommand): TransactionDecision {
  const { transactionalId } = command;
  return decided(command, goesOnAs(completed(value)), [changed(transactionalId, value)]);
}
