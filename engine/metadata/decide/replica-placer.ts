/** Spreads replicas over racks and brokers in stripes that start at random, as Kafka's striped placer does. */

import { randomInt } from '../../base/ports/random.ts';
import type { Random } from '../../base/ports/random.ts';
import type { BrokerImage } from '../image.ts';

/** Brokers that take turns: each partition begins one further than the last. */
class Turns {
  private readonly brokerIds: number[];
  private start: number;
  private round = -1;
  private taken = 0;

  constructor(brokerIds: number[], random: Random) {
    this.brokerIds = shuffled(brokerIds, random);
    this.start = brokerIds.length === 0 ? 0 : randomInt(random, brokerIds.length);
  }

  /** The next broker that this round has not had yet; undefined when it has had all. */
  next(round: number): number | undefined {
    const count = this.brokerIds.length;
    if (count === 0) return undefined;
    if (this.round !== round) {
      this.round = round;
      this.taken = 0;
      this.start = (this.start + 1) % count;
    }
    if (this.taken >= count) return undefined;
    const broker = this.brokerIds[(this.start + this.taken) % count];
    this.taken += 1;
    return broker;
  }
}

interface Rack {
  active: Turns;
  fenced: Turns;
}

/** Gives the replicas of one partition after another. */
export class ReplicaPlacer {
  private readonly brokers: readonly BrokerImage[];
  private readonly random: Random;
  private racks: Rack[];
  private rackAt: number;
  private round = 0;

  constructor(brokers: Iterable<BrokerImage>, random: Random) {
    this.brokers = [...brokers];
    this.random = random;
    this.racks = this.mixedRacks();
    this.rackAt = randomInt(random, Math.max(1, this.racks.length));
  }

  /** Why no partition with so many replicas can be placed, as a sentence; undefined when it can. */
  problem(replicationFactor: number): string | undefined {
    if (this.activeCount === 0) return 'All brokers are currently fenced.';
    if (replicationFactor > this.brokers.length) {
      return `The target replication factor of ${replicationFactor} cannot be reached because only ${this.brokers.length} broker(s) are registered.`;
    }
    return undefined;
  }

  /** The replicas of the next partition, the preferred leader first. Call only where there is no problem. */
  place(replicationFactor: number): number[] {
    if (this.round === this.activeCount && this.activeCount > 1) {
      // Every broker has been the first once: mix again, so that the same followers do not follow the same leaders.
      this.racks = this.mixedRacks();
      this.round = 0;
    }
    const { round } = this;
    const replicas: number[] = [];
    // Only a broker that is alive can lead, so the first replica is one.
    const leaderRack = this.racks.findIndex((_, step) => this.takeActive(step, replicas));
    for (let step = 0; replicas.length < replicationFactor; step += 1) {
      // The leader's rack has had its turn in the first pass over the racks.
      if (step === leaderRack) continue;
      const rack = this.rack(step);
      const next = rack.active.next(round) ?? rack.fenced.next(round);
      if (next !== undefined) replicas.push(next);
    }
    this.round += 1;
    this.rackAt = (this.rackAt + 1) % this.racks.length;
    return replicas;
  }

  private takeActive(step: number, replicas: number[]): boolean {
    const leader = this.rack(step).active.next(this.round);
    if (leader !== undefined) replicas.push(leader);
    return leader !== undefined;
  }

  /** The rack `step` turns after the one that this partition starts with. */
  private rack(step: number): Rack {
    return this.racks[(this.rackAt + step) % this.racks.length]!;
  }

  private get activeCount(): number {
    return this.brokers.filter(({ fenced }) => !fenced).length;
  }

  private mixedRacks(): Rack[] {
    const byRack = new Map<string | null, BrokerImage[]>();
    for (const broker of this.brokers) {
      const members = byRack.get(broker.rack) ?? [];
      byRack.set(broker.rack, [...members, broker]);
    }
    const names = [...byRack.keys()].toSorted((a, b) => (a ?? '').localeCompare(b ?? ''));
    return shuffled(names, this.random).map((name) => this.mixedRack(byRack.get(name)!));
  }

  private mixedRack(members: readonly BrokerImage[]): Rack {
    const ids = (fenced: boolean): number[] =>
      members.filter((broker) => broker.fenced === fenced).map(({ id }) => id);
    return {
      active: new Turns(ids(false), this.random),
      fenced: new Turns(ids(true), this.random),
    };
  }
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const chosen = randomInt(random, last + 1);
    [mixed[last], mixed[chosen]] = [mixed[chosen]!, mixed[last]!];
  }
  return mixed;
}
