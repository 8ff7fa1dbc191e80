/** What clients are told when a coordinator could not carry out their request. */

import type { Refusal } from '../coordinator/refusal.ts';
import { errorByCode, ErrorCode } from '../protocol/error-codes.ts';

/** Errors of a log that mean nothing to a member of a group become the coordinator's own; others are passed on. */
export function refusalCode(refusal: Refusal): ErrorCode {
  switch (refusal.kind) {
    case 'loading':
      return ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
    case 'not-coordinator':
      return ErrorCode.NOT_COORDINATOR;
    case 'timed-out':
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    default:
      return logErrors.get(refusal.error) ?? errorByCode(refusal.error).code;
  }
}

const tooLarge: readonly number[] = [
  ErrorCode.MESSAGE_TOO_LARGE,
  ErrorCode.RECORD_LIST_TOO_LARGE,
  ErrorCode.INVALID_FETCH_SIZE,
];

const logErrors = new Map<number, ErrorCode>([
  [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.REQUEST_TIMED_OUT, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.NOT_COORDINATOR],
  [ErrorCode.FENCED_LEADER_EPOCH, ErrorCode.NOT_COORDINATOR],
  [ErrorCode.KAFKA_STORAGE_ERROR, ErrorCode.NOT_COORDINATOR],
  ...tooLarge.map((error): [number, ErrorCode] => [error, ErrorCode.UNKNOWN_SERVER_ERROR]),
]);

/** A commit that is too large is the client's doing, and it has a code for that. */
export function commitRefusalCode(refusal: Refusal): ErrorCode {
  if (refusal.kind === 'log' && tooLarge.includes(refusal.error))
    return ErrorCode.INVALID_COMMIT_OFFSET_SIZE;
  return refusalCode(refusal);
}

/**
 * Clients take "loading" in answer to a sync for a fatal error. The new coordinator does not know of the unfinished
 * generation anyway, so they are sent to join again.
 */
export function syncRefusalCode(refusal: Refusal): ErrorCode {
  return refusal.kind === 'loading' ? ErrorCode.REBALANCE_IN_PROGRESS : refusalCode(refusal);
}

/** While the log is read nobody is taken for dead, so a heartbeat has done its work. */
export function heartbeatRefusalCode(refusal: Refusal): ErrorCode {
  return refusal.kind === 'loading' ? ErrorCode.NONE : refusalCode(refusal);
}
