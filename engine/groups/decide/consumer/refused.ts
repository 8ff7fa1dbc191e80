/** Why a member of a consumer group cannot be helped, and how it is told. */

import type { ErrorCode } from '../../../protocol/error-codes.ts';
import type { ConsumerGroupHeartbeatResponse } from '../../../protocol/messages/68-consumer-group-heartbeat.ts';

export interface Refused {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

export function refused(errorCode: ErrorCode, errorMessage: string): Refused {
  return { errorCode, errorMessage };
}

/** What a member is answered when it cannot be helped. */
export function heartbeatFailure({
  errorCode,
  errorMessage,
}: Refused): ConsumerGroupHeartbeatResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    errorMessage,
    memberId: null,
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
    assignment: null,
  };
}
