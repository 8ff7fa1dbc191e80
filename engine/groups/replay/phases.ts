/** How the volatile records of a rebalance take a group from one phase to the next. */

import type {
  GenerationBegunRecord,
  JoinExtendedRecord,
  RebalancePreparedRecord,
  SyncReceivedRecord,
} from '../records/group-record.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import { EMPTY_BYTES } from '../state/group-member.ts';
import { changeMember } from './members.ts';

/** The assignments of a generation that was not finished are void. */
export function replayRebalancePrepared(
  group: ClassicGroup,
  record: RebalancePreparedRecord,
): void {
  if (group.state === 'CompletingRebalance') {
    for (const memberId of group.members.keys()) {
      changeMember(group, memberId, { assignment: EMPTY_BYTES, awaitingSync: null });
    }
  }
  group.state = 'PreparingRebalance';
  group.stateTimestampMs = record.stateTimestampMs;
  group.joinDeadline = record.joinDeadline;
  group.initialRebalance = record.initialRebalance;
  group.pendingSync = new Set();
  group.syncDeadline = null;
}

export function replayJoinExtended(
  group: ClassicGroup,
  { joinDeadline, initialRebalance }: JoinExtendedRecord,
): void {
  group.joinDeadline = joinDeadline;
  group.initialRebalance = initialRebalance;
}

/** Everyone's session starts anew, also that of static members who were not there. */
export function replayGenerationBegun(group: ClassicGroup, record: GenerationBegunRecord): void {
  group.state = 'CompletingRebalance';
  group.stateTimestampMs = record.stateTimestampMs;
  group.generationId = record.generationId;
  group.protocolName = record.protocolName;
  group.joinDeadline = null;
  group.initialRebalance = null;
  group.syncDeadline = record.syncDeadline;
  group.pendingSync = new Set(group.members.keys());
  for (const [memberId, { sessionTimeoutMs }] of group.members) {
    const sessionDeadline = record.monotonicMs + sessionTimeoutMs;
    changeMember(group, memberId, { isNew: false, awaitingJoin: null, sessionDeadline });
  }
}

export function replaySyncReceived(
  group: ClassicGroup,
  { memberId, awaitingSync }: SyncReceivedRecord,
): void {
  group.pendingSync.delete(memberId);
  if (group.pendingSync.size === 0) group.syncDeadline = null;
  changeMember(group, memberId, { awaitingSync });
}
