/** A decision in the making: it sees its own records as if they had happened, on a copy of the one group it is about. */

import type { Answer, Decision, Moment, RequestId } from '../../coordinator/machine.ts';
import type { GroupConfig } from '../group-config.ts';
import type { GroupRecord } from '../records/group-record.ts';
import { replayGroupRecord } from '../replay/replay.ts';
import { copyGroup, type ClassicGroup } from '../state/classic-group.ts';
import { copyConsumerGroup, type ConsumerGroup } from '../state/consumer-group.ts';
import type { GroupsState } from '../state/groups-state.ts';
import type { TopicLookup } from '../topic-lookup.ts';
import type { GroupReply } from './command.ts';

export interface Turn {
  readonly state: Readonly<GroupsState>;
  readonly groupId: string;
  readonly now: Moment;
  readonly config: GroupConfig;
  /** What there is at this moment. */
  readonly topics: TopicLookup;
  /** The group after all records so far; undefined when there is none of the classic protocol. */
  readonly group: Readonly<ClassicGroup> | undefined;
  /** The same of the consumer protocol. */
  readonly consumerGroup: Readonly<ConsumerGroup> | undefined;
  emit(record: GroupRecord): void;
  answer(to: RequestId, reply: GroupReply): void;
}

export interface TurnOptions {
  readonly state: Readonly<GroupsState>;
  readonly groupId: string;
  readonly now: Moment;
  readonly config: GroupConfig;
  readonly topics: TopicLookup;
}

/** Runs `decide` and gathers what it emits. The copy is made only when a record is followed by another look at the group. */
export function takeTurn(
  options: TurnOptions,
  decide: (turn: Turn) => void,
): Decision<GroupRecord, GroupReply> {
  const { state, groupId } = options;
  const records: GroupRecord[] = [];
  const answers: Answer<GroupReply>[] = [];
  let seen = 0;
  let trial: GroupsState | undefined;
  function current(): Readonly<GroupsState> {
    if (seen < records.length) trial ??= trialOf(state, groupId);
    if (trial === undefined) return state;
    for (; seen < records.length; seen += 1) tryOut(trial, records[seen]!);
    return trial;
  }
  decide({
    ...options,
    get group() {
      return current().groups.get(groupId);
    },
    get consumerGroup() {
      return current().consumerGroups.get(groupId);
    },
    emit: (record) => void records.push(record),
    answer: (to, reply) => void answers.push({ to, reply }),
  });
  return { records, answers };
}

function trialOf(state: Readonly<GroupsState>, groupId: string): GroupsState {
  const group = state.groups.get(groupId);
  const consumerGroup = state.consumerGroups.get(groupId);
  return {
    groups: new Map(group === undefined ? [] : [[groupId, copyGroup(group)]]),
    consumerGroups: new Map(
      consumerGroup === undefined ? [] : [[groupId, copyConsumerGroup(consumerGroup)]],
    ),
    offsets: new Map(),
    pendingOffsets: new Map(),
  };
}

/** No decision looks at an offset that it has itself written. */
function tryOut(trial: GroupsState, record: GroupRecord): void {
  if (record.kind !== 'offset') replayGroupRecord(trial, record);
}
