/** Groups as administrators see them. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { stateOfConsumerGroup } from '../state/consumer-group.ts';
import { EMPTY_BYTES, metadataOf, type GroupMember } from '../state/group-member.ts';
import type { GroupsState } from '../state/groups-state.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../state/subscribed-topics.ts';
import type { DescribeCommand, DescribedGroup, ListCommand, ListedGroup } from './command.ts';
import type { Turn } from './turn.ts';

/** The first version in which a group that does not exist is an error (KIP-1043). */
const NOT_FOUND_VERSION = 6;

/** Stands for "not asked for"; who may do what is the broker's to fill in. */
const NO_OPERATIONS = -2_147_483_648;

export function describedFailure(
  groupId: string,
  errorCode: ErrorCode,
  errorMessage: string | null = null,
): DescribedGroup {
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState: '',
    protocolType: '',
    protocolData: '',
    members: [],
    authorizedOperations: NO_OPERATIONS,
  };
}

export function decideDescribe(
  { group, consumerGroup, groupId, answer }: Turn,
  { request, apiVersion }: DescribeCommand,
): void {
  if (group === undefined) {
    const what = consumerGroup === undefined ? 'not found' : 'is not a classic group';
    return answer(request, describedDead(groupId, apiVersion, what));
  }
  const isStable = group.state === 'Stable';
  answer(request, {
    ...describedFailure(groupId, ErrorCode.NONE),
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: isStable ? (group.protocolName ?? '') : '',
    members: [...group.members.values()].map((member) =>
      describedMember(member, isStable ? group.protocolName : null),
    ),
  });
}

function describedDead(groupId: string, apiVersion: number, what: string): DescribedGroup {
  if (apiVersion < NOT_FOUND_VERSION)
    return { ...describedFailure(groupId, ErrorCode.NONE), groupState: 'Dead' };
  const message = `Group ${groupId} ${what}.`;
  return {
    ...describedFailure(groupId, ErrorCode.GROUP_ID_NOT_FOUND, message),
    groupState: 'Dead',
  };
}

/** Metadata means something only while the protocol that it is for is settled. */
function describedMember(
  member: GroupMember,
  protocolName: string | null,
): DescribedGroup['members'][number] {
  return {
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    memberMetadata: protocolName === null ? EMPTY_BYTES : metadataOf(member, protocolName),
    memberAssignment: member.assignment,
  };
}

/** Filters do not mind upper or lower case; empty ones let everything through. */
export function listGroups(
  state: Readonly<GroupsState>,
  { states, types }: ListCommand,
): ListedGroup[] {
  const classic = [...state.groups.values()].map(({ groupId, protocolType, state: groupState }) => {
    return { groupId, protocolType: protocolType ?? '', groupState, groupType: 'classic' };
  });
  const consumer = [...state.consumerGroups.values()].map((group) => ({
    groupId: group.groupId,
    protocolType: CONSUMER_PROTOCOL_TYPE,
    groupState: stateOfConsumerGroup(group),
    groupType: 'consumer',
  }));
  return [...classic, ...consumer].filter(
    ({ groupState, groupType }) => passes(states, groupState) && passes(types, groupType),
  );
}

function passes(filter: readonly string[], value: string): boolean {
  return (
    filter.length === 0 || filter.some((wanted) => wanted.toLowerCase() === value.toLowerCase())
  );
}
