/** Shows transactions without changing them. */

import type { Moment } from '../../coordinator/machine.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { Transaction } from '../records/transaction-record.ts';
import type { TransactionsState } from '../transactions-state.ts';
import {
  decided,
  type DescribeCommand,
  type ListCommand,
  type TransactionDecision,
} from './command.ts';

export function decideDescribe(
  { transactions }: Readonly<TransactionsState>,
  command: DescribeCommand,
): TransactionDecision {
  const current = transactions.get(command.transactionalId);
  return decided(command, current ?? ErrorCode.TRANSACTIONAL_ID_NOT_FOUND);
}

export function decideList(
  { transactions }: Readonly<TransactionsState>,
  command: ListCommand,
  now: Moment,
): TransactionDecision {
  const listed = [...transactions].filter(
    ([transactionalId, transaction]) =>
      isWanted(transaction, command, now) && (command.pattern?.test(transactionalId) ?? true),
  );
  return decided(
    command,
    listed.map(([transactionalId, { producerId, status }]) => ({
      transactionalId,
      producerId,
      transactionState: status,
    })),
  );
}

function isWanted(
  { status, producerId, startedMs }: Transaction,
  { states, producerIds, runningMs }: ListCommand,
  now: Moment,
): boolean {
  if (states.length > 0 && !states.includes(status)) return false;
  if (producerIds.length > 0 && !producerIds.includes(producerId)) return false;
  return runningMs < 0 || now.wallMs - startedMs > runningMs;
}
