/** The replies that a SyncGroup can get. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { SyncGroupResponse } from '../../protocol/messages/14-sync-group.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import { EMPTY_BYTES } from '../state/group-member.ts';

export function syncFailure(errorCode: ErrorCode): SyncGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    protocolType: null,
    protocolName: null,
    assignment: EMPTY_BYTES,
  };
}

export function syncSuccess(group: Readonly<ClassicGroup>, assignment: Buffer): SyncGroupResponse {
  const { protocolType, protocolName } = group;
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, protocolType, protocolName, assignment };
}
