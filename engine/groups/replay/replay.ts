/** The only place where the state of a group coordinator changes: one function per kind of record. */

import { assert, unreachable } from '../../base/assert.ts';
import { isModernGroupRecord } from '../records/consumer-record.ts';
import type { ClassicGroupRecord, GroupRecord } from '../records/group-record.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import type { GroupsState } from '../state/groups-state.ts';
import { replayConsumerRecord } from './consumer.ts';
import { replayGroupMetadata } from './group-metadata.ts';
import {
  changeMember,
  replayMemberJoined,
  replayMemberRemoved,
  replayMemberReplaced,
  replayMemberUpdated,
} from './members.ts';
import { replayOffset, replayTransactionEnded } from './offsets.ts';
import {
  replayGenerationBegun,
  replayJoinExtended,
  replayRebalancePrepared,
  replaySyncReceived,
} from './phases.ts';

export type VolatileRecord = Exclude<
  ClassicGroupRecord,
  { kind: 'offset' | 'group-metadata' | 'transaction-ended' }
>;

export function replayGroupRecord(state: GroupsState, record: GroupRecord): void {
  if (isModernGroupRecord(record)) return replayConsumerRecord(state, record);
  switch (record.kind) {
    case 'offset':
      return replayOffset(state, record);
    case 'group-metadata':
      return replayGroupMetadata(state, record);
    case 'transaction-ended':
      return replayTransactionEnded(state, record);
    default: {
      const group = state.groups.get(record.groupId);
      assert(group !== undefined, 'A volatile record is replayed on a group that exists.');
      return replayVolatile(group, record);
    }
  }
}

function replayVolatile(group: ClassicGroup, record: VolatileRecord): void {
  switch (record.kind) {
    case 'member-pending':
      return void group.pendingMembers.set(record.memberId, record.deadline);
    case 'member-joined':
      return replayMemberJoined(group, record);
    case 'member-updated':
      return replayMemberUpdated(group, record);
    case 'member-replaced':
      return replayMemberReplaced(group, record);
    case 'member-removed':
      return replayMemberRemoved(group, record);
    case 'pending-member-removed':
      return void group.pendingMembers.delete(record.memberId);
    case 'session-renewed':
      return changeMember(group, record.memberId, { sessionDeadline: record.deadline });
    case 'join-answered':
      return changeMember(group, record.memberId, {
        awaitingJoin: null,
        sessionDeadline: record.sessionDeadline,
      });
    default:
      return replayPhase(group, record);
  }
}

type PhaseRecord = Extract<
  GroupRecord,
  {
    kind:
      | 'rebalance-prepared'
      | 'join-extended'
      | 'generation-begun'
      | 'leader-elected'
      | 'sync-received';
  }
>;

function replayPhase(group: ClassicGroup, record: PhaseRecord): void {
  switch (record.kind) {
    case 'rebalance-prepared':
      return replayRebalancePrepared(group, record);
    case 'join-extended':
      return replayJoinExtended(group, record);
    case 'generation-begun':
      return replayGenerationBegun(group, record);
    case 'leader-elected':
      group.leaderId = record.leaderId;
      return;
    case 'sync-received':
      return replaySyncReceived(group, record);
    default:
      return unreachable(record);
  }
}
