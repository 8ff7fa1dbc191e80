/** The group coordinator as a machine: every command with what decides it, every record with what replays it. */

import { unreachable } from '../base/assert.ts';
import type { Decision, Machine } from '../coordinator/machine.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { GroupCommand, GroupReply, TxnOffsetCommitCommand } from './decide/command.ts';
import { decideConsumerDescribe } from './decide/consumer/describe.ts';
import { decideConsumerHeartbeat } from './decide/consumer/heartbeat.ts';
import { decideDelete } from './decide/delete-group.ts';
import { decideDescribe, listGroups } from './decide/describe.ts';
import { decideAdopt, decideExpire } from './decide/expire.ts';
import { decideHeartbeat } from './decide/heartbeat.ts';
import { decideJoin } from './decide/join.ts';
import { decideLeave } from './decide/leave.ts';
import { decideOffsetCommit } from './decide/offset-commit.ts';
import {
  decideExpireOffsets,
  decideForgetPartitions,
  decideOffsetDelete,
} from './decide/offset-delete.ts';
import { decideOffsetFetch } from './decide/offset-fetch.ts';
import { decideRebalance } from './decide/rebalance.ts';
import { decideSync } from './decide/sync.ts';
import { takeTurn, type Turn } from './decide/turn.ts';
import { decideTxnOffsetCommit } from './decide/txn-offset-commit.ts';
import type { GroupConfig } from './group-config.ts';
import type { GroupRecord } from './records/group-record.ts';
import { decodeGroupRecord, encodeGroupRecord } from './records/record-codec.ts';
import { replayGroupRecord } from './replay/replay.ts';
import { nextDeadlineOf } from './state/classic-group.ts';
import { nextConsumerDeadline } from './state/consumer-group.ts';
import { emptyGroupsState, groupIdsOf, type GroupsState } from './state/groups-state.ts';
import type { TopicLookup } from './topic-lookup.ts';

export type GroupMachine = Machine<GroupsState, GroupCommand, GroupRecord, GroupReply>;

export function groupMachine(config: GroupConfig, topics: TopicLookup): GroupMachine {
  return {
    create: emptyGroupsState,
    decide(state, command, now) {
      if (command.kind === 'list') return listing(state, command);
      const decision = takeTurn({ state, groupId: command.groupId, now, config, topics }, (turn) =>
        decide(turn, command),
      );
      return command.kind === 'txn-offset-commit' ? within(command.body, decision) : decision;
    },
    replay: replayGroupRecord,
    encode: encodeGroupRecord,
    decode: decodeGroupRecord,
    transactionEnded: (end) => ({ kind: 'transaction-ended', ...end }),
    afterLoad: (state) => groupIdsOf(state).map((groupId) => ({ kind: 'adopt', groupId })),
    deadlines: {
      keyOf: (command) => (command.kind === 'list' ? undefined : command.groupId),
      dueAt: (state, groupId) => {
        const group = state.groups.get(groupId);
        if (group !== undefined) return nextDeadlineOf(group);
        const consumerGroup = state.consumerGroups.get(groupId);
        return consumerGroup && nextConsumerDeadline(consumerGroup);
      },
      expire: (groupId) => ({ kind: 'expire', groupId }),
    },
  };
}

type GroupDecision = Decision<GroupRecord, GroupReply>;
type OneGroupCommand = Exclude<GroupCommand, { kind: 'list' }>;

function listing(
  state: Readonly<GroupsState>,
  command: Extract<GroupCommand, { kind: 'list' }>,
): GroupDecision {
  const reply = { errorCode: ErrorCode.NONE, groups: listGroups(state, command) };
  return { records: [], answers: [{ to: command.request, reply }] };
}

function decide(turn: Turn, command: OneGroupCommand): void {
  switch (command.kind) {
    case 'join':
      return decideJoin(turn, command);
    case 'sync':
      return decideSync(turn, command);
    case 'heartbeat':
      return decideHeartbeat(turn, command);
    case 'consumer-heartbeat':
      return decideConsumerHeartbeat(turn, command);
    case 'leave':
      return decideLeave(turn, command);
    case 'rebalance':
      return decideRebalance(turn, command);
    case 'consumer-describe':
      return decideConsumerDescribe(turn, command);
    case 'describe':
      return decideDescribe(turn, command);
    case 'delete':
      return decideDelete(turn, command);
    default:
      return decideOther(turn, command);
  }
}

function within(
  { producerId, producerEpoch }: TxnOffsetCommitCommand['body'],
  decision: GroupDecision,
): GroupDecision {
  return { ...decision, transaction: { producerId, producerEpoch } };
}

type OtherCommand = Extract<
  GroupCommand,
  {
    kind:
      | 'offset-commit'
      | 'txn-offset-commit'
      | 'offset-fetch'
      | 'offset-delete'
      | 'expire'
      | 'adopt'
      | 'expire-offsets'
      | 'forget-partitions';
  }
>;

/** Offsets, and what nobody has asked for. */
function decideOther(turn: Turn, command: OtherCommand): void {
  switch (command.kind) {
    case 'offset-commit':
      return decideOffsetCommit(turn, command);
    case 'txn-offset-commit':
      return decideTxnOffsetCommit(turn, command);
    case 'offset-fetch':
      return decideOffsetFetch(turn, command);
    case 'offset-delete':
      return decideOffsetDelete(turn, command);
    case 'expire':
      return decideExpire(turn);
    case 'adopt':
      return decideAdopt(turn);
    case 'expire-offsets':
      return decideExpireOffsets(turn);
    case 'forget-partitions':
      return decideForgetPartitions(turn, command);
    default:
      return unreachable(command);
  }
}
