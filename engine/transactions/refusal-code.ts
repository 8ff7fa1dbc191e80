/** What clients are told when a transaction coordinator could not carry out their request. */

import type { Refusal } from '../coordinator/refusal.ts';
import { errorByCode, ErrorCode } from '../protocol/error-codes.ts';

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

/** Errors of the coordinator's own log mean nothing to its clients, but that they should look for it again. */
const logErrors = new Map<number, ErrorCode>([
  [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.REQUEST_TIMED_OUT, ErrorCode.COORDINATOR_NOT_AVAILABLE],
  [ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.NOT_COORDINATOR],
  [ErrorCode.KAFKA_STORAGE_ERROR, ErrorCode.NOT_COORDINATOR],
  [ErrorCode.RECORD_LIST_TOO_LARGE, ErrorCode.UNKNOWN_SERVER_ERROR],
]);
