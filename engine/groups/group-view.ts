/** Groups as the IDE draws them: who is in them, what each was given, and how far they have read. */

import { assert } from '../base/assert.ts';
import { ByteReader, MalformedBytesError } from '../base/bytes-reader.ts';
import { consumerProtocolAssignment } from '../protocol/internal/data/consumer-protocol-assignment.ts';
import { decodeData } from '../protocol/record.ts';
import type { ClassicGroup, GroupState } from './state/classic-group.ts';
import {
  type ConsumerGroup,
  type ConsumerGroupState,
  preferredAssignor,
  stateOfConsumerGroup,
} from './state/consumer-group.ts';
import type { GroupMember } from './state/group-member.ts';
import { offsetsOf, type GroupsState } from './state/groups-state.ts';
import { topicPartitionsOf } from './state/partition-set.ts';
import { CONSUMER_PROTOCOL_TYPE } from './state/subscribed-topics.ts';
import type { TopicLookup } from './topic-lookup.ts';

export interface AssignedTopic {
  readonly topic: string;
  readonly partitions: readonly number[];
}

export interface MemberView {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  /** Empty while there is none, or where it is not in the consumers' own form. */
  readonly assignment: readonly AssignedTopic[];
}

export interface OffsetView {
  readonly topic: string;
  readonly partition: number;
  readonly committedOffset: number;
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly commitTimestampMs: number;
}

export interface GroupView {
  readonly groupId: string;
  readonly state: GroupState | ConsumerGroupState;
  /** Empty for a group that has only ever stored offsets. */
  readonly protocolType: string;
  readonly protocol: string;
  /** Of the consumer protocol, the epoch of the group. */
  readonly generationId: number;
  readonly leaderId: string;
  readonly members: readonly MemberView[];
  readonly offsets: readonly OffsetView[];
}

export function groupView(
  state: Readonly<GroupsState>,
  groupId: string,
  topics: TopicLookup,
): GroupView {
  const offsets = offsetViews(state, groupId);
  const group = state.groups.get(groupId);
  if (group !== undefined) return { ...classicView(group), offsets };
  const consumerGroup = state.consumerGroups.get(groupId);
  assert(consumerGroup !== undefined, 'A group that is shown exists.');
  return { ...consumerView(consumerGroup, topics), offsets };
}

function consumerView(
  group: Readonly<ConsumerGroup>,
  topics: TopicLookup,
): Omit<GroupView, 'offsets'> {
  return {
    groupId: group.groupId,
    state: stateOfConsumerGroup(group),
    protocolType: CONSUMER_PROTOCOL_TYPE,
    protocol: preferredAssignor(group) ?? '',
    generationId: group.epoch,
    leaderId: '',
    members: [...group.members.values()].map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: topicPartitionsOf(member.assigned).flatMap(({ topicId, partitions }) => {
        const topic = topics.nameOf(topicId);
        return topic === undefined ? [] : [{ topic, partitions }];
      }),
    })),
  };
}

function classicView(group: Readonly<ClassicGroup>): Omit<GroupView, 'offsets'> {
  const isConsumer = group.protocolType === CONSUMER_PROTOCOL_TYPE;
  return {
    groupId: group.groupId,
    state: group.state,
    protocolType: group.protocolType ?? '',
    protocol: group.protocolName ?? '',
    generationId: group.generationId,
    leaderId: group.leaderId ?? '',
    members: [...group.members.values()].map((member) => memberView(member, isConsumer)),
  };
}

function offsetViews(state: Readonly<GroupsState>, groupId: string): OffsetView[] {
  return [...offsetsOf(state, groupId)].map(({ topic, partition, value }) => ({
    topic,
    partition,
    committedOffset: value.offset,
    leaderEpoch: value.leaderEpoch,
    metadata: value.metadata,
    commitTimestampMs: value.commitTimestampMs,
  }));
}

function memberView(
  { memberId, groupInstanceId, clientId, clientHost, assignment }: GroupMember,
  isConsumer: boolean,
): MemberView {
  return {
    memberId,
    groupInstanceId,
    clientId,
    clientHost,
    assignment: isConsumer ? assignedTopics(assignment) : [],
  };
}

/** Read as version 0 whatever it says: every version begins so, and clients differ in the rest. */
export function assignedTopics(assignment: Buffer): AssignedTopic[] {
  if (assignment.length === 0) return [];
  try {
    const reader = new ByteReader(assignment);
    reader.int16();
    return decodeData(consumerProtocolAssignment, 0, reader).assignedPartitions;
  } catch (error) {
    if (error instanceof MalformedBytesError) return [];
    throw error;
  }
}
