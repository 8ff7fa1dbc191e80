/** Looking a turn's group up where it is known to exist. */

import { assert } from '../../base/assert.ts';
import type { ClassicGroup } from '../state/classic-group.ts';
import type { GroupMember } from '../state/group-member.ts';
import type { Turn } from './turn.ts';

export function existingGroup(turn: Turn): Readonly<ClassicGroup> {
  const { group } = turn;
  assert(group !== undefined, 'The group of this decision exists.');
  return group;
}

export function existingMember(turn: Turn, memberId: string): GroupMember {
  const member = existingGroup(turn).members.get(memberId);
  assert(member !== undefined, 'The member of this decision is in the group.');
  return member;
}
