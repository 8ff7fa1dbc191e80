/** Members of a group and readers by themselves; what they were given is kept for the checkers. */

import { sleep } from '../../base/ports/clock.ts';
import { randomInt } from '../../base/ports/random.ts';
import type { ConsumedBatch, TopicPartition } from '../../client/cluster-client.ts';
import type { World } from '../world/world.ts';
import type { ClientProgram } from './simulated-client.ts';

/** Hears of everything that consumers see. */
export interface ConsumptionListener {
  /** `consumer` is one life of one program. */
  assigned(consumer: string, group: string, partitions: readonly TopicPartition[]): void;
  revoked(consumer: string, group: string, partitions: readonly TopicPartition[]): void;
  read(consumer: string, group: string, batch: ConsumedBatch): void;
  /** The coordinator has taken these positions. */
  committed(consumer: string, group: string, positions: readonly Position[]): void;
}

export interface Position extends TopicPartition {
  readonly offset: number;
}

interface ConsumingOptions {
  readonly name: string;
  readonly topics: readonly string[];
  readonly listener: ConsumptionListener;
}

const SESSION_TIMEOUT_MS = 8000;
const REBALANCE_TIMEOUT_MS = 15_000;
const HANDLING_MS_MAX = 20;
const COMMIT_PERIOD_MS = 700;
/** The group of those who have none. */
export const NO_GROUP = '';

export function readInGroup(
  world: World,
  options: ConsumingOptions & { readonly group: string },
): ClientProgram {
  const random = world.newRandom();
  const { group, listener, topics } = options;
  return async ({ client, ports, program }) => {
    const name = `${options.name}.${program.life}`;
    let changes = 0;
    const consumer = await client.consumer({
      groupId: group,
      topics,
      from: 'earliest',
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      rebalanceTimeoutMs: REBALANCE_TIMEOUT_MS,
      assignor: random.next() < 0.5 ? 'range' : 'roundrobin',
      onAssigned: (partitions) => {
        changes++;
        if (program.isAlive) listener.assigned(name, group, partitions);
      },
      onRevoked: (partitions) => {
        changes++;
        if (program.isAlive) listener.revoked(name, group, partitions);
      },
      onBatch: async (batch) => {
        if (program.isAlive) listener.read(name, group, batch);
        await sleep(ports.clock, random.next() * HANDLING_MS_MAX);
      },
    });
    let isOver = false;
    const ended = consumer.done.finally(() => (isOver = true));
    const commits = async (): Promise<void> => {
      while (!isOver) {
        await sleep(ports.clock, randomInt(random, COMMIT_PERIOD_MS));
        const positions = consumer.positions();
        const before = changes;
        // A commit that fails is the consumer's own affair: it joins again.
        const isCommitted = await consumer.commit().then(
          () => true,
          () => false,
        );
        if (isCommitted && program.isAlive && changes === before)
          listener.committed(name, group, positions);
      }
    };
    await Promise.race([ended, commits()]);
    await ended;
  };
}

export function readAlone(options: ConsumingOptions): ClientProgram {
  const { listener, topics } = options;
  return async ({ client, program }) => {
    const name = `${options.name}.${program.life}`;
    const reader = await client.reader({
      topics,
      from: 'earliest',
      onBatch: (batch) => {
        if (program.isAlive) listener.read(name, NO_GROUP, batch);
      },
    });
    await reader.done;
  };
}
