/** A decision sees what it has done; nobody else does before it is replayed. */

import { expect, test } from 'vitest';
import { groupConfig } from '../group-config.ts';
import { topicLookup } from '../group-fixture.ts';
import { emptyGroup } from '../state/classic-group.ts';
import { emptyGroupsState } from '../state/groups-state.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { takeTurn } from './turn.ts';

const now = { wallMs: 1_700_000_000_000, monotonicMs: 50 };
const pending = { kind: 'member-pending', groupId: 'g', memberId: 'm', deadline: 60 } as const;

test('records show in the group of the turn, and not in the state', () => {
  const state = emptyGroupsState();
  state.groups.set('g', emptyGroup('g'));
  const seen: number[] = [];
  const decision = takeTurn(
    { state, groupId: 'g', now, config: groupConfig(), topics: topicLookup },
    (turn) => {
      seen.push(turn.group!.pendingMembers.size);
      turn.emit(pending);
      seen.push(turn.group!.pendingMembers.size);
      turn.emit({ kind: 'group-metadata', groupId: 'g', value: null });
      seen.push(turn.group === undefined ? -1 : turn.group.pendingMembers.size);
      turn.answer(7, ErrorCode.NONE);
    },
  );
  expect({ seen, decision, state: state.groups.get('g') }).toEqual({
    seen: [0, 1, -1],
    decision: {
      records: [pending, { kind: 'group-metadata', groupId: 'g', value: null }],
      answers: [{ to: 7, reply: ErrorCode.NONE }],
    },
    state: emptyGroup('g'),
  });
});
