/** Whether a request comes from who the group takes its sender to be. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { ClassicGroup } from '../state/classic-group.ts';

export interface MemberIdentity {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}

/** A static member is fenced when another has taken its place under the same instance id (KIP-345). */
export function validateMember(
  group: Readonly<ClassicGroup>,
  { memberId, groupInstanceId }: MemberIdentity,
): ErrorCode {
  if (groupInstanceId !== null) {
    const current = group.staticMembers.get(groupInstanceId);
    if (current === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
    if (current !== memberId) return ErrorCode.FENCED_INSTANCE_ID;
  }
  return group.members.has(memberId) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
}
