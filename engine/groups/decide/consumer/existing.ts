/** Looking a turn's consumer group up where it is known to exist. */

import { assert } from '../../../base/assert.ts';
import type { ConsumerGroup, ConsumerMember } from '../../state/consumer-group.ts';
import type { Turn } from '../turn.ts';

export function existingConsumerGroup(turn: Turn): Readonly<ConsumerGroup> {
  const { consumerGroup } = turn;
  assert(consumerGroup !== undefined, 'The consumer group of this decision exists.');
  return consumerGroup;
}

export function existingConsumerMember(turn: Turn, memberId: string): ConsumerMember {
  const member = existingConsumerGroup(turn).members.get(memberId);
  assert(member !== undefined, 'The member of this decision is in the consumer group.');
  return member;
}
