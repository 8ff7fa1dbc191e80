/** When what members want or what topics are has changed, the group's epoch rises, and the work is divided anew. */

import { assignors } from '../../assignors/assignors.ts';
import type { AssignorMember } from '../../assignors/assignor.ts';
import { assert } from '../../../base/assert.ts';
import {
  type ConsumerGroup,
  preferredAssignor,
  topicsOfConsumerGroup,
  topicsOfMember,
} from '../../state/consumer-group.ts';
import { isSame, NO_PARTITIONS } from '../../state/partition-set.ts';
import type { TopicLookup } from '../../topic-lookup.ts';
import type { Turn } from '../turn.ts';
import { existingConsumerGroup } from './existing.ts';
import { metadataHash } from './metadata-hash.ts';

/** The assignor that the group uses: what most members ask for, else the broker's first. */
export function assignorName(turn: Turn, group: Readonly<ConsumerGroup>): string {
  return preferredAssignor(group) ?? turn.config.consumerAssignors[0] ?? 'uniform';
}

export function raiseEpochIfChanged(turn: Turn, hasSubscriptionChanged: boolean): void {
  const group = existingConsumerGroup(turn);
  const hash = metadataHash(topicsOfConsumerGroup(group), turn.topics);
  if (!hasSubscriptionChanged && hash === group.metadataHash) return;
  turn.emit({
    kind: 'consumer-group',
    groupId: turn.groupId,
    value: { epoch: group.epoch + 1, metadataHash: hash },
  });
}

/** Targets are written where they differ from the ones before. */
export function divideIfDue(turn: Turn): void {
  const { groupId, now } = turn;
  const group = existingConsumerGroup(turn);
  if (group.targetEpoch === group.epoch) return;
  const assignor = assignors.get(assignorName(turn, group));
  assert(assignor !== undefined, 'Members and brokers name assignors that exist.');
  const targets = assignor(assignorInput(group, turn.topics));
  for (const [memberId, value] of targets) {
    const before = group.targets.get(memberId);
    if (before === undefined || !isSame(before, value))
      turn.emit({ kind: 'target', groupId, memberId, value });
  }
  const value = { epoch: group.epoch, timestampMs: now.wallMs };
  turn.emit({ kind: 'target-epoch', groupId, value });
}

function assignorInput(
  group: Readonly<ConsumerGroup>,
  lookup: TopicLookup,
): { members: AssignorMember[]; topics: Map<string, number> } {
  const topics = new Map<string, number>();
  const members = [...group.members.values()].map((member) => {
    const topicIds = new Set<string>();
    for (const name of [...topicsOfMember(group, member)].sort()) {
      const topicId = lookup.idOf(name);
      const partitionCount = lookup.partitionCount(name);
      if (topicId === undefined || partitionCount === undefined) continue;
      topicIds.add(topicId);
      topics.set(topicId, partitionCount);
    }
    const { memberId, instanceId } = member;
    return { memberId, instanceId, topicIds, target: group.targets.get(memberId) ?? NO_PARTITIONS };
  });
  return { members, topics };
}
