/** How the records of the consumer protocol change their group. They are read in any order that compaction leaves. */

import { unreachable } from '../../base/assert.ts';
import type {
  ConsumerGroupRecord,
  ConsumerMemberRecord,
  CurrentAssignmentRecord,
  ModernGroupRecord,
  TargetEpochRecord,
} from '../records/consumer-record.ts';
import { emptyGroup } from '../state/classic-group.ts';
import {
  type ConsumerGroup,
  type ConsumerMember,
  emptyConsumerGroup,
  newConsumerMember,
} from '../state/consumer-group.ts';
import type { GroupsState } from '../state/groups-state.ts';
import { NO_PARTITIONS } from '../state/partition-set.ts';

export function replayConsumerRecord(state: GroupsState, record: ModernGroupRecord): void {
  const isRemoval = 'value' in record && record.value === null;
  if (isRemoval && !state.consumerGroups.has(record.groupId)) return;
  switch (record.kind) {
    case 'consumer-group':
      return replayGroup(state, record);
    case 'consumer-member':
      return replayMember(groupOf(state, record.groupId), record);
    case 'target-epoch':
      return replayTargetEpoch(groupOf(state, record.groupId), record);
    case 'target': {
      const { targets } = groupOf(state, record.groupId);
      if (record.value === null) targets.delete(record.memberId);
      else targets.set(record.memberId, record.value);
      return;
    }
    default:
      return replayRest(groupOf(state, record.groupId), record);
  }
}

type RestRecord = Extract<
  ModernGroupRecord,
  { kind: 'current-assignment' | 'regex' | 'member-timers' | 'regex-checked' }
>;

function replayRest(group: ConsumerGroup, record: RestRecord): void {
  switch (record.kind) {
    case 'current-assignment':
      return replayCurrentAssignment(group, record);
    case 'regex':
      if (record.value === null) group.regexes.delete(record.regex);
      else group.regexes.set(record.regex, record.value);
      return;
    case 'member-timers': {
      const { memberId, sessionDeadline, rebalanceDeadline } = record;
      const member = group.members.get(memberId);
      if (member !== undefined)
        group.members.set(memberId, { ...member, sessionDeadline, rebalanceDeadline });
      return;
    }
    case 'regex-checked':
      group.regexCheckedMs = record.monotonicMs;
      return;
    default:
      return unreachable(record);
  }
}

/** A group that is known of only because it has stored offsets becomes what its records say. */
function groupOf({ groups, consumerGroups }: GroupsState, groupId: string): ConsumerGroup {
  let group = consumerGroups.get(groupId);
  if (group === undefined) {
    consumerGroups.set(groupId, (group = emptyConsumerGroup(groupId)));
    groups.delete(groupId);
  }
  return group;
}

/** Whose offsets outlive it is a group all the same: empty, and without a protocol. */
function replayGroup(state: GroupsState, { groupId, value }: ConsumerGroupRecord): void {
  if (value === null) {
    state.consumerGroups.delete(groupId);
    if (state.offsets.has(groupId)) state.groups.set(groupId, emptyGroup(groupId));
    return;
  }
  const group = groupOf(state, groupId);
  group.epoch = value.epoch;
  group.metadataHash = value.metadataHash;
}

function replayTargetEpoch(group: ConsumerGroup, { value }: TargetEpochRecord): void {
  group.targetEpoch = value?.epoch ?? 0;
}

function replayMember(group: ConsumerGroup, { memberId, value }: ConsumerMemberRecord): void {
  const known = group.members.get(memberId);
  const instanceId = known?.instanceId ?? null;
  if (instanceId !== null && group.staticMembers.get(instanceId) === memberId)
    group.staticMembers.delete(instanceId);
  if (value === null) {
    group.members.delete(memberId);
    return;
  }
  const member: ConsumerMember = { ...(known ?? newConsumerMember(memberId)), ...value };
  group.members.set(memberId, member);
  if (value.instanceId !== null) group.staticMembers.set(value.instanceId, memberId);
}

function replayCurrentAssignment(
  group: ConsumerGroup,
  { memberId, value }: CurrentAssignmentRecord,
): void {
  const known = group.members.get(memberId);
  if (value !== null)
    group.members.set(memberId, { ...(known ?? newConsumerMember(memberId)), ...value });
  else if (known !== undefined) {
    const nothing = { assigned: NO_PARTITIONS, pendingRevocation: NO_PARTITIONS };
    const epochs = { memberEpoch: 0, previousMemberEpoch: -1 };
    group.members.set(memberId, { ...known, ...epochs, ...nothing, state: 'stable' });
  }
}
