/** The filters of ListTransactions, and what is listed. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  ListTransactionsRequest,
  ListTransactionsResponse,
} from '../../protocol/messages/66-list-transactions.ts';
import type { ListCommand, ListedTransaction } from '../decide/command.ts';
import { statusCodes, type TransactionStatus } from '../records/transaction-record.ts';

export interface ListFilters {
  readonly errorCode: ErrorCode;
  readonly unknownStates: readonly string[];
  /** States were asked for, but none that there is. */
  readonly wantsNothing: boolean;
  readonly command: Omit<ListCommand, 'kind' | 'request'>;
}

/** States of Kafka's in which no transaction is ever seen from outside. */
const passingStates: readonly string[] = ['Dead', 'PrepareEpochFence'];

export function listFilters(body: ListTransactionsRequest): ListFilters {
  const { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern } = body;
  const states = stateFilters.filter((name): name is TransactionStatus =>
    Object.hasOwn(statusCodes, name),
  );
  const unknownStates = stateFilters.filter(
    (name) => !Object.hasOwn(statusCodes, name) && !passingStates.includes(name),
  );
  const pattern = wholeMatch(transactionalIdPattern);
  return {
    errorCode: pattern === undefined ? ErrorCode.INVALID_REGULAR_EXPRESSION : ErrorCode.NONE,
    unknownStates,
    wantsNothing: stateFilters.length > 0 && states.length === 0,
    command: {
      states,
      producerIds: producerIdFilters,
      runningMs: durationFilter,
      pattern: pattern ?? null,
    },
  };
}

/** Null when there is none, undefined for one that is no regular expression. */
function wholeMatch(pattern: string | null): RegExp | null | undefined {
  if (pattern === null || pattern === '') return null;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}

/** One partition that is still read makes the list incomplete, which clients have to know; one that has left is listed elsewhere. */
export function listResponse(
  { errorCode, unknownStates }: ListFilters,
  lists: readonly (readonly ListedTransaction[] | ErrorCode)[],
): ListTransactionsResponse {
  const failed = lists.find(
    (list): list is ErrorCode => typeof list === 'number' && list !== ErrorCode.NOT_COORDINATOR,
  );
  const listed = lists.flatMap((list) => (typeof list === 'number' ? [] : list));
  return {
    throttleTimeMs: 0,
    errorCode: failed ?? errorCode,
    unknownStateFilters: [...unknownStates],
    transactionStates: failed === undefined ? listed.map((each) => ({ ...each })) : [],
  };
}
