/** Divides partitions among the members of a classic group, as the Java client's assignors of these names do. */

import type { TopicPartition } from '../../cluster-client.ts';

export interface Subscriber {
  memberId: string;
  topics: readonly string[];
}

/** Partition counts by topic; topics that do not exist are missing. */
export type PartitionCounts = ReadonlyMap<string, number>;
export type Assignment = Map<string, TopicPartition[]>;

export interface Assignor {
  /** The name under which members agree on it. */
  readonly name: string;
  assign(subscribers: readonly Subscriber[], counts: PartitionCounts): Assignment;
}

/** Topic by topic, each member a run of neighbouring partitions; the first ones get the rest. */
export const range: Assignor = {
  name: 'range',
  assign(subscribers, counts) {
    const assignment = emptyFor(subscribers);
    for (const [topic, count] of sorted(counts)) {
      const members = membersOf(subscribers, topic);
      let next = 0;
      members.forEach((memberId, index) => {
        const share = Math.floor(count / members.length) + (index < count % members.length ? 1 : 0);
        for (let taken = 0; taken < share; taken++) {
          assignment.get(memberId)!.push({ topic, partition: next++ });
        }
      });
    }
    return assignment;
  },
};

/** All partitions of all topics, dealt out like cards. */
export const roundRobin: Assignor = {
  name: 'roundrobin',
  assign(subscribers, counts) {
    const assignment = emptyFor(subscribers);
    const order = [...assignment.keys()];
    let turn = 0;
    for (const [topic, count] of sorted(counts)) {
      const members = new Set(membersOf(subscribers, topic));
      if (members.size === 0) continue;
      for (let partition = 0; partition < count; partition++) {
        while (!members.has(order[turn % order.length]!)) turn += 1;
        assignment.get(order[turn++ % order.length]!)!.push({ topic, partition });
      }
    }
    return assignment;
  },
};

function emptyFor(subscribers: readonly Subscriber[]): Assignment {
  const ids = subscribers.map(({ memberId }) => memberId).sort(byText);
  return new Map(ids.map((memberId) => [memberId, []]));
}

function membersOf(subscribers: readonly Subscriber[], topic: string): string[] {
  return subscribers
    .filter(({ topics }) => topics.includes(topic))
    .map(({ memberId }) => memberId)
    .sort(byText);
}

function sorted(counts: PartitionCounts): [string, number][] {
  return [...counts].sort(([one], [other]) => byText(one, other));
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
