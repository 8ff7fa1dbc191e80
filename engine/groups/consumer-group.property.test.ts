/** Whatever members do and however their messages are lost, no partition ever has two owners. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemoryLog } from '../coordinator/memory-log.ts';
import { describeConsumerGroup, settleGroup, TestConsumer } from './consumer-fixture.ts';
import { groupFixture, topicLookup } from './group-fixture.ts';

const memberNames = ['a', 'b', 'c', 'd'] as const;

const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('beat'), who: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('join'), who: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave'), who: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rejoin'), who: fc.nat({ max: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('answer lost'), who: fc.nat({ max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('other topics'), who: fc.nat({ max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time'), who: fc.constant(0) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('more partitions'), who: fc.constant(0) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('new coordinator'), who: fc.constant(0) }),
  },
);

type Action = typeof action extends fc.Arbitrary<infer Made> ? Made : never;

class World {
  partitionCount = 3;
  readonly topics = {
    ...topicLookup,
    partitionCount: (name: string) => topicLookup.partitionCount(name) && this.partitionCount,
  };
  fixture = groupFixture({ topics: this.topics });
  readonly members = new Map<string, TestConsumer>();

  async run({ kind, who }: Action): Promise<void> {
    const name = memberNames[who]!;
    const member = this.members.get(name);
    if (kind === 'time') this.fixture.clock.advance(20_000);
    else if (kind === 'more partitions') this.partitionCount = Math.min(8, this.partitionCount + 1);
    else if (kind === 'new coordinator') this.changeCoordinator();
    else if (kind === 'join' && member === undefined) await this.join(name);
    else if (member !== undefined) await this.act(kind, member);
  }

  private async act(kind: string, member: TestConsumer): Promise<void> {
    if (kind === 'beat') await member.beat();
    else if (kind === 'rejoin') await member.join();
    else if (kind === 'answer lost') await this.loseAnswer(member);
    else if (kind === 'other topics') await member.send({ subscribedTopicNames: ['clicks'] });
    else if (kind === 'leave') {
      await member.leave();
      this.members.delete(member.memberId);
    }
    if (member.lastError !== 0) this.members.delete(member.memberId);
  }

  /** It does not learn of its new epoch, so it says the one before, and what it has. */
  private async loseAnswer(member: TestConsumer): Promise<void> {
    const { epoch } = member;
    await member.send({ topicPartitions: [...member.owned] });
    member.epoch = epoch;
  }

  private async join(name: string): Promise<void> {
    const member = new TestConsumer(this.fixture, name);
    this.members.set(name, member);
    await member.join();
  }

  /** Members that speak to the old one do not notice. */
  private changeCoordinator(): void {
    const { clock, log } = this.fixture;
    this.fixture.coordinator.close();
    this.fixture = groupFixture({ topics: this.topics, clock, log: log satisfies MemoryLog });
    for (const member of this.members.values()) member.moveTo(this.fixture);
  }

  /** By what the coordinator has let each have, which is what may be read and stored. */
  async owners(): Promise<string[]> {
    const { members } = await describeConsumerGroup(this.fixture);
    return members.flatMap(({ assignment }) =>
      assignment.topicPartitions.flatMap(({ topicName, partitions }) =>
        partitions.map((partition) => `${topicName}-${partition}`),
      ),
    );
  }

  /** By what members that are still counted believe. */
  async believed(): Promise<string[]> {
    const { members } = await describeConsumerGroup(this.fixture);
    const known = new Set(members.map(({ memberId }) => memberId));
    return [...this.members.values()]
      .filter(({ memberId }) => known.has(memberId))
      .flatMap((member) => member.partitions);
  }
}

test('in the coordinator’s mind or in theirs; and in the end everything is owned', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const world = new World();
      for (const step of actions) {
        await world.run(step);
        const owners = await world.owners();
        expect(new Set(owners).size).toBe(owners.length);
        const believed = await world.believed();
        expect(new Set(believed).size).toBe(believed.length);
      }
      world.fixture.clock.advance(100_000);
      world.members.clear();
      await world.run({ kind: 'join', who: 0 });
      await world.run({ kind: 'join', who: 1 });
      const described = await settleGroup(world.fixture, [...world.members.values()]);
      expect(described.groupState).toBe('Stable');
      expect((await world.owners()).sort()).toEqual(
        Array.from({ length: world.partitionCount }, (_, index) => `orders-${index}`),
      );
      world.fixture.coordinator.close();
    }),
    { numRuns: 150 },
  );
});
