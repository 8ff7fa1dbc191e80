/** A group without members is forgotten, with everything that it has stored. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { offsetsOf } from '../state/groups-state.ts';
import type { DeleteCommand } from './command.ts';
import { eraseConsumerGroup } from './consumer/remove.ts';
import type { Turn } from './turn.ts';

export function decideDelete(turn: Turn, { request }: DeleteCommand): void {
  const { group, consumerGroup } = turn;
  if (group === undefined && consumerGroup === undefined)
    return turn.answer(request, ErrorCode.GROUP_ID_NOT_FOUND);
  if (group !== undefined ? group.state !== 'Empty' : consumerGroup!.members.size > 0)
    return turn.answer(request, ErrorCode.NON_EMPTY_GROUP);
  turn.answer(request, ErrorCode.NONE);
  for (const { topic, partition } of offsetsOf(turn.state, turn.groupId))
    forgetOffset(turn, topic, partition);
  eraseGroup(turn);
}

/** Of either protocol. */
export function eraseGroup(turn: Turn): void {
  if (turn.consumerGroup !== undefined) eraseConsumerGroup(turn);
  else turn.emit({ kind: 'group-metadata', groupId: turn.groupId, value: null });
}

export function forgetOffset({ groupId, emit }: Turn, topic: string, partition: number): void {
  emit({ kind: 'offset', groupId, topic, partition, value: null, producerId: null });
}
