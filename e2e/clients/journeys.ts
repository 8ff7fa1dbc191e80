/** What every client library has to live through with our brokers. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DriverProcess, type ConsumedRecord, type Driver } from './driver-process.ts';
import { startServe, type Serve } from './penstock-serve.ts';
import type { Toolchain } from './toolchains.ts';
import {
  createTopic,
  expectInOrder,
  firstReads,
  numberOf,
  numbers,
  partitions,
  sortedNumbers,
} from './topic.ts';

/** Runs the journeys of one client; one that is not to be had is skipped by name. */
/** `serveOptions` are for a library that cannot live with a default of the sandbox. */
export function clientJourneys(
  name: string,
  toolchain: Toolchain,
  serveOptions: readonly string[] = [],
): void {
  describe(name, () => {
    if (toolchain.kind === 'present') journeysOf(toolchain.driver, serveOptions);
    else skipped(toolchain.reason);
  });
}

function skipped(reason: string): void {
  test(`is skipped: ${reason}`, ({ skip }) => skip(reason));
}

function journeysOf(driver: Driver, serveOptions: readonly string[]): void {
  let serve: Serve;
  const running: DriverProcess[] = [];
  const run = (...args: (string | number)[]): DriverProcess => {
    const process = new DriverProcess(driver, args);
    running.push(process);
    return process;
  };
  const produce = (options: ProduceOptions): DriverProcess => {
    const { topic, first = 0, count, rate = 0, codec = 'none' } = options;
    return run('produce', serve.bootstrap, topic, first, count, rate, codec);
  };
  const consume = (topic: string, group: string): DriverProcess =>
    run('consume', serve.bootstrap, topic, group);

  beforeAll(async () => {
    serve = await startServe(serveOptions);
  });

  afterAll(async () => {
    expect(await serve.stop()).toBe(0);
  });

  afterEach(({ task }) => {
    for (const process of running.splice(0)) {
      if (task.result?.state === 'fail') console.log(process.summary());
      process.kill();
    }
  });

  test.each(driver.codecs)(
    'what is sent with codec %s is read back whole, in order',
    async (codec) => {
      const topic = `codec-${codec}`;
      await createTopic(serve.bootstrap, topic);
      const producer = produce({ topic, count: 1000, codec });
      expect(await producer.ended()).toBe(0);
      const consumer = consume(topic, `readers-of-${codec}`);
      await consumer.until('it has read everything', ({ records }) => records.length >= 1000);
      expect(await consumer.leave()).toBe(0);
      expect(sortedNumbers(consumer.records)).toEqual(numbers(0, 1000));
      expectInOrder(consumer.records);
      expect(consumer.records.every(isAsSent)).toBe(true);
    },
  );

  test('two members share the partitions, and a third goes on where they have committed', async () => {
    const topic = 'shared';
    await createTopic(serve.bootstrap, topic);
    const members = [consume(topic, 'sharing'), consume(topic, 'sharing')] as const;
    const isShared = () =>
      members.every(({ assigned }) => (assigned?.length ?? 0) > 0) &&
      members.flatMap(({ assigned }) => assigned ?? []).length === partitions;
    await untilAll(members, 'the partitions are shared', isShared);
    expect(members.flatMap(({ assigned }) => assigned ?? []).sort((a, b) => a - b)).toEqual([
      0, 1, 2,
    ]);
    await produce({ topic, count: 500 }).ended();
    const all = () => members.flatMap(({ records }) => records);
    await untilAll(members, 'they have read everything', () => all().length >= 500);
    expect(await Promise.all(members.map((member) => member.leave()))).toEqual([0, 0]);
    expect(sortedNumbers(all())).toEqual(numbers(0, 500));

    await produce({ topic, first: 500, count: 10 }).ended();
    const third = consume(topic, 'sharing');
    await third.until('it has read the rest', ({ records }) => records.length >= 10);
    expect(await third.leave()).toBe(0);
    expect(sortedNumbers(third.records)).toEqual(numbers(500, 10));
  });

  test('a producer and a consumer carry on when a broker is killed and comes back', async () => {
    const topic = 'surviving';
    const count = 3000;
    await createTopic(serve.bootstrap, topic);
    const consumer = consume(topic, 'survivors');
    await consumer.until(
      'it has its partitions',
      ({ assigned }) => assigned?.length === partitions,
    );
    const producer = produce({ topic, count, rate: 500 });
    await producer.until('some are acknowledged', ({ acked }) => acked.length >= 300);
    await serve.killBroker(2);
    await producer.until('it goes on without broker 2', ({ acked }) => acked.length >= 1500);
    await serve.restartBroker(2);
    expect(await producer.ended()).toBe(0);
    expect({ failed: producer.failed, acked: producer.acked.length }).toEqual({
      failed: [],
      acked: count,
    });
    await consumer.until(
      'it has read everything',
      ({ records }) => new Set(records.map(({ value }) => value)).size >= count,
    );
    expect(await consumer.leave()).toBe(0);
    const once = firstReads(consumer.records);
    expect(sortedNumbers(once)).toEqual(numbers(0, count));
    expectInOrder(once);
  });
}

interface ProduceOptions {
  readonly topic: string;
  readonly first?: number;
  readonly count: number;
  readonly rate?: number;
  readonly codec?: string;
}

function isAsSent({ key, value, header }: ConsumedRecord): boolean {
  return key === `k-${numberOf({ value }) % 10}` && header === 'yes';
}

/** Waits for a condition on several drivers, whichever of them speaks. */
async function untilAll(
  drivers: readonly DriverProcess[],
  what: string,
  isEnough: () => boolean,
): Promise<void> {
  while (!isEnough()) {
    await Promise.race(drivers.map((driver) => driver.nextFact(what)));
  }
}
