/** A producer that sends numbered records to all partitions, until it is told that it is enough. */

import { messageOf } from '../../base/errors.ts';
import { sleep } from '../../base/ports/clock.ts';
import { randomInt } from '../../base/ports/random.ts';
import type { TopicPartition } from '../../client/cluster-client.ts';
import { pick } from '../pick.ts';
import type { World } from '../world/world.ts';
import { type Deliveries, partitionName, valueOf } from './deliveries.ts';
import type { ClientProgram } from './simulated-client.ts';

export interface ProducingOptions {
  readonly name: string;
  readonly isIdempotent: boolean;
  readonly partitions: readonly TopicPartition[];
  readonly deliveries: Deliveries;
  /** Pauses between two sends are up to so long. */
  readonly pauseMsMax: number;
  isEnough(): boolean;
}

/** Nothing is given up while things go wrong. */
const DELIVERY_TIMEOUT_MS = 600_000;
const BURST_MAX = 4;
const PADDING_MAX = 200;
const CODECS = ['none', 'gzip', 'snappy', 'lz4'] as const;

/** Each life is a producer of its own: what an earlier one sent may still be on its way. */
export function produceRecords(world: World, options: ProducingOptions): ClientProgram {
  const random = world.newRandom();
  const { deliveries, isIdempotent, partitions } = options;
  return async ({ client, ports, program }) => {
    const producerName = `${options.name}.${program.life}`;
    if (isIdempotent) deliveries.idempotent.add(producerName);
    const producer = await client.producer({
      isIdempotent,
      compression: pick(random, CODECS)!,
      deliveryTimeoutMs: DELIVERY_TIMEOUT_MS,
    });
    const counts = new Map<string, number>();
    const send = (to: TopicPartition, count: number): Promise<void> => {
      const value = valueOf({ producer: producerName, count });
      const padded = value + ' '.repeat(randomInt(random, PADDING_MAX));
      return producer.send(to.topic, [{ value: padded, partition: to.partition }]).then(
        ([sent]) => {
          if (program.isAlive) deliveries.acknowledge(to, { offset: sent!.offset, value });
        },
        (error: unknown) => {
          if (!program.isAlive) return;
          deliveries.failedCount++;
          world.trace.note(options.name, `${value} failed: ${messageOf(error)}`);
        },
      );
    };
    while (!options.isEnough()) {
      const to = pick(random, partitions)!;
      const burst = 1 + randomInt(random, BURST_MAX);
      for (let sent = 0; sent < burst; sent++) {
        const name = partitionName(to);
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        void send(to, count);
      }
      await sleep(ports.clock, random.next() * options.pauseMsMax);
    }
    await producer.close();
  };
}
