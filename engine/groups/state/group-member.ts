/** One member of a classic group. Never changed: replay puts a new one in its place. */

import type { Millis } from '../../base/ports/clock.ts';
import type { RequestId } from '../../coordinator/machine.ts';

/** A way of dividing the work that a member offers, with what the leader has to know for it. */
export interface MemberProtocol {
  readonly name: string;
  readonly metadata: Buffer;
}

export interface GroupMember {
  readonly memberId: string;
  /** Set for a static member (KIP-345). */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeoutMs: Millis;
  readonly sessionTimeoutMs: Millis;
  /** In the member's order of preference. */
  readonly protocols: readonly MemberProtocol[];
  readonly assignment: Buffer;
  /** Until its first join is answered it does not know its id, so it cannot send heartbeats. */
  readonly isNew: boolean;
  /** When it is taken for dead, on the monotonic clock; null while it waits for an answer of ours. */
  readonly sessionDeadline: Millis | null;
  readonly awaitingJoin: RequestId | null;
  readonly awaitingSync: RequestId | null;
}

export const EMPTY_BYTES = Buffer.alloc(0);

/** Its metadata for the protocol; empty when it does not offer it. */
export function metadataOf(member: GroupMember, protocolName: string | null): Buffer {
  return member.protocols.find(({ name }) => name === protocolName)?.metadata ?? EMPTY_BYTES;
}

/** Whether the same protocols are offered in the same order with the same metadata. */
export function offersSame(member: GroupMember, protocols: readonly MemberProtocol[]): boolean {
  return (
    member.protocols.length === protocols.length &&
    member.protocols.every(({ name, metadata }, index) => {
      const other = protocols[index];
      return other !== undefined && other.name === name && other.metadata.equals(metadata);
    })
  );
}

/** A member that waits for us cannot send heartbeats; a new one is timed all the same, in case it has gone. */
export function isExcusedFromHeartbeat(member: GroupMember): boolean {
  return !member.isNew && (member.awaitingJoin !== null || member.awaitingSync !== null);
}
