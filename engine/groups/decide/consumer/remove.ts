/** The records with which members, and whole groups, go. */

import { topicsOfConsumerGroup } from '../../state/consumer-group.ts';
import type { Turn } from '../turn.ts';
import { existingConsumerGroup } from './existing.ts';
import { metadataHash } from './metadata-hash.ts';

/** The work of who has gone is divided at the next heartbeat of another. */
export function removeConsumerMember(turn: Turn, memberId: string, reason: string): void {
  eraseMember(turn, memberId, reason);
  const { groupId } = turn;
  dropUnusedRegexes(turn);
  const group = existingConsumerGroup(turn);
  const hash = metadataHash(topicsOfConsumerGroup(group), turn.topics);
  const value = { epoch: group.epoch + 1, metadataHash: hash };
  turn.emit({ kind: 'consumer-group', groupId, value });
}

export function eraseMember({ groupId, emit }: Turn, memberId: string, reason: string): void {
  emit({ kind: 'current-assignment', groupId, memberId, value: null });
  emit({ kind: 'target', groupId, memberId, value: null });
  emit({ kind: 'consumer-member', groupId, memberId, value: null, reason });
}

/** A regular expression is kept for as long as a member is subscribed by it. */
export function dropUnusedRegexes(turn: Turn): void {
  const { groupId, emit } = turn;
  const group = existingConsumerGroup(turn);
  const used = new Set(
    [...group.members.values()].map(({ subscribedTopicRegex }) => subscribedTopicRegex),
  );
  for (const regex of group.regexes.keys())
    if (!used.has(regex)) emit({ kind: 'regex', groupId, regex, value: null });
}

/** Everything that the log holds of an empty group but its offsets. */
export function eraseConsumerGroup(turn: Turn): void {
  const { groupId, emit } = turn;
  const group = existingConsumerGroup(turn);
  for (const memberId of group.targets.keys())
    emit({ kind: 'target', groupId, memberId, value: null });
  for (const regex of group.regexes.keys()) emit({ kind: 'regex', groupId, regex, value: null });
  emit({ kind: 'target-epoch', groupId, value: null });
  emit({ kind: 'consumer-group', groupId, value: null });
}
