/** Runs a scenario from a seed: the cluster works while things go wrong, then everything is healed and must come to its end. */

import type { Millis } from '../base/ports/clock.ts';
import type { TopicPartition } from '../client/cluster-client.ts';
import { Chaos } from './chaos.ts';
import type { Check } from './checkers/define-checker.ts';
import { checkers } from './checkers/all-checkers.ts';
import { SimulatedCluster } from './cluster/simulated-cluster.ts';
import { watchCluster } from './cluster/watch-cluster.ts';
import { goalsOf } from './goals.ts';
import type { Scenario } from './scenarios/define-scenario.ts';
import type { Simulation } from './simulation.ts';
import {
  type ConsumptionListener,
  NO_GROUP,
  readAlone,
  readInGroup,
} from './workload/consume-records.ts';
import { Deliveries, partitionName } from './workload/deliveries.ts';
import { produceRecords } from './workload/produce-records.ts';
import { SimulatedClient } from './workload/simulated-client.ts';
import { BUG, storyOf } from './world/bug.ts';
import { type Violation, World } from './world/world.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly durationMs?: Millis;
  onLine?(line: string): void;
}

export interface Outcome {
  readonly violations: readonly Violation[];
  readonly lines: readonly string[];
  readonly fingerprint: string;
  readonly turns: number;
  readonly simulatedMs: Millis;
  readonly acknowledged: number;
}

const LOOK_MS = 20;
const PRODUCER_PAUSE_MS_MAX = 120;
/** Time-outs of half a minute may follow one another, and a producer waits for ten minutes. */
const SETTLE_MS_MAX = 300_000;
const PROGRESS = 'everything comes to its end after healing';

export async function runSimulation(options: SimulationOptions): Promise<Outcome> {
  const world = new World(options.seed, options.onLine);
  const onRejection = (error: unknown): void => {
    const isOfDead = error instanceof Error && error.message.includes('has been killed');
    if (!isOfDead) world.violate(BUG, `A promise was left rejected: ${storyOf(error)}`);
  };
  process.on('unhandledRejection', onRejection);
  const run = new Run(world, options);
  try {
    await run.toItsEnd();
  } catch (error) {
    world.violate(BUG, storyOf(error));
  } finally {
    process.off('unhandledRejection', onRejection);
  }
  return {
    violations: world.violations,
    lines: world.trace.lines,
    fingerprint: world.trace.fingerprint,
    turns: world.time.turns,
    simulatedMs: world.time.now,
    acknowledged: run.acknowledged,
  };
}

class Run {
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #durationMs: Millis;
  readonly #simulation: Simulation;
  readonly #checks: Check[];
  #isEnough = false;

  constructor(world: World, { scenario, durationMs }: SimulationOptions) {
    this.#world = world;
    this.#scenario = scenario;
    this.#durationMs = durationMs ?? scenario.durationMs;
    const { brokers, properties } = scenario;
    const listeners: ConsumptionListener[] = [];
    const cluster = new SimulatedCluster(world, { brokers, properties });
    const deliveries = new Deliveries();
    this.#simulation = {
      world,
      cluster,
      deliveries,
      listeners,
      topics: new Map(scenario.topics.map(({ name, partitions }) => [name, partitions])),
      consumed: new Map(),
      producers: [],
      consumers: [],
    };
    this.#addClients();
    this.#checks = checkers.map((checker) =>
      checker.start(this.#simulation, (sentence) => world.violate(checker.name, sentence)),
    );
    listeners.push(withSilence({ read: (...read) => this.#noteProgress(...read) }));
    for (const check of this.#checks) listeners.push(withSilence(check));
  }

  get acknowledged(): number {
    return this.#simulation.deliveries.acknowledgedCount;
  }

  async toItsEnd(): Promise<void> {
    const { cluster, producers, consumers, world } = this.#simulation;
    watchCluster(world, cluster);
    cluster.start();
    this.#lookOn();
    await this.#createTopics();
    for (const client of [...producers, ...consumers]) client.start();
    const { faults, faultPauseMsMax } = this.#scenario;
    const chaos = new Chaos(this.#simulation, { faults, pauseMsMax: faultPauseMsMax });
    if (faults.length > 0) chaos.start();
    await this.#until(world.time.now + this.#durationMs, () => false);
    chaos.stop();
    this.#isEnough = true;
    world.trace.note('END', 'Everything is healed, and the producers have enough.');
    await this.#reachGoals();
    this.#finish();
  }

  #noteProgress(...[consumer, group, batch]: Parameters<ConsumptionListener['read']>): void {
    const { consumed } = this.#simulation;
    const reader = group === NO_GROUP ? consumer.replace(/\.\d+$/, '') : group;
    const key = `${reader} ${partitionName(batch)}`;
    consumed.set(key, Math.max(consumed.get(key) ?? 0, batch.nextOffset));
  }

  async #reachGoals(): Promise<void> {
    const goals = goalsOf(this.#simulation);
    const { time } = this.#world;
    const isReached = (): boolean => goals.every((goal) => goal.isReached());
    await this.#until(time.now + SETTLE_MS_MAX, isReached);
    if (this.#hasFailed) return;
    for (const goal of goals)
      if (!goal.isReached()) this.#world.violate(PROGRESS, `It is not so that ${goal.about}.`);
  }

  #finish(): void {
    if (!this.#hasFailed)
      this.#world.observe(() => this.#checks.forEach((check) => check.finish?.()));
    const { deliveries } = this.#simulation;
    this.#world.trace.note(
      'END',
      `${deliveries.acknowledgedCount} records were acknowledged, ${deliveries.failedCount} failed.`,
    );
  }

  get #hasFailed(): boolean {
    return this.#world.violations.length > 0;
  }

  async #until(end: Millis, isOver: () => boolean): Promise<void> {
    const { time } = this.#world;
    let isDue = false;
    const timer = time.schedule(end - time.now, () => (isDue = true));
    await time.run(() => isDue || this.#hasFailed || isOver());
    timer.cancel();
  }

  #lookOn(): void {
    const { time } = this.#world;
    time.schedule(LOOK_MS, () => {
      this.#world.observe(() => this.#checks.forEach((check) => check.look?.()));
      this.#lookOn();
    });
  }

  async #createTopics(): Promise<void> {
    let isDone = false;
    const { topics } = this.#scenario;
    const { cluster } = this.#simulation;
    const admin = new SimulatedClient(this.#world, {
      name: 'admin',
      bootstrap: cluster.bootstrap,
      run: async ({ client }) => {
        await client.admin.createTopics(topics);
        isDone = true;
      },
    });
    admin.start();
    await this.#until(this.#world.time.now + SETTLE_MS_MAX, () => isDone);
    if (!isDone) this.#world.violate(PROGRESS, 'The topics could not be created.');
  }

  #addClients(): void {
    const { cluster, deliveries, listeners, producers, consumers } = this.#simulation;
    const { topics, groups, readers } = this.#scenario;
    const { bootstrap } = cluster;
    const world = this.#world;
    const listener = everyone(listeners);
    const names = topics.map(({ name }) => name);
    for (const { name, isIdempotent } of this.#scenario.producers) {
      const run = produceRecords(world, {
        name,
        isIdempotent,
        deliveries,
        partitions: partitionsOf(topics),
        pauseMsMax: PRODUCER_PAUSE_MS_MAX,
        isEnough: () => this.#isEnough,
      });
      producers.push(new SimulatedClient(world, { name, bootstrap, run }));
    }
    for (const [group, members] of Object.entries(groups)) {
      for (let member = 1; member <= members; member++) {
        const name = `${group}-${member}`;
        const run = readInGroup(world, { name, group, topics: names, listener });
        consumers.push(new SimulatedClient(world, { name, bootstrap, run }));
      }
    }
    for (const name of readers) {
      const run = readAlone({ name, topics: names, listener });
      consumers.push(new SimulatedClient(world, { name, bootstrap, run }));
    }
  }
}

function partitionsOf(topics: Scenario['topics']): TopicPartition[] {
  return topics.flatMap(({ name, partitions }) =>
    Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition })),
  );
}

function everyone(listeners: readonly ConsumptionListener[]): ConsumptionListener {
  return {
    assigned: (...what) => listeners.forEach((each) => each.assigned(...what)),
    revoked: (...what) => listeners.forEach((each) => each.revoked(...what)),
    read: (...what) => listeners.forEach((each) => each.read(...what)),
    committed: (...what) => listeners.forEach((each) => each.committed(...what)),
  };
}

function withSilence(listener: Partial<ConsumptionListener>): ConsumptionListener {
  const nothing = (): void => {};
  return { assigned: nothing, revoked: nothing, read: nothing, committed: nothing, ...listener };
}
