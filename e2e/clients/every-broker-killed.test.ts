/** Each broker is killed in turn under load; what was acknowledged is there at the end, once, in order. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DriverProcess, type Driver } from './driver-process.ts';
import { startServe, type Serve } from './penstock-serve.ts';
import { javaScriptDriver, provideGo, provideJava, providePython } from './toolchains.ts';
import { createTopic, expectInOrder, numbers, sortedNumbers } from './topic.ts';

const count = 6000;
const rate = 800;

const toolchains = await Promise.all([provideGo(), providePython(), provideJava()]);
const others = toolchains.flatMap((found) => (found.kind === 'present' ? [found.driver] : []));

const javaScript = (['penstock', 'kafkajs', 'platformatic'] as const).map(javaScriptDriver);

describe.each([...javaScript, ...others])('with a producer in $name', (driver) => {
  let serve: Serve;

  beforeAll(async () => {
    serve = await startServe();
  });

  afterAll(async () => {
    expect(await serve.stop()).toBe(0);
  });

  test('nothing that was acknowledged is lost, doubled or out of order', async () => {
    await createTopic(serve.bootstrap, 'killed');
    await produceWhileEachIsKilled(driver, serve);
    const auditor = ['consume', serve.bootstrap, 'killed', 'auditors'] as const;
    const consumer = new DriverProcess(javaScriptDriver('penstock'), auditor);
    await consumer.until('it has read everything', ({ records }) => records.length >= count);
    expect(await consumer.leave()).toBe(0);
    expect(sortedNumbers(consumer.records)).toEqual(numbers(0, count));
    expectInOrder(consumer.records);
  });
});

async function produceWhileEachIsKilled(driver: Driver, serve: Serve): Promise<void> {
  const send = ['produce', serve.bootstrap, 'killed', 0, count, rate, 'none'] as const;
  const producer = new DriverProcess(driver, send);
  const acknowledged = (more: number) => {
    const wanted = Math.min(producer.acked.length + more, count);
    return producer.until(`${wanted} are acknowledged`, ({ acked }) => acked.length >= wanted);
  };
  await acknowledged(400);
  for (const { id } of serve.brokers) {
    await serve.killBroker(id);
    await acknowledged(700);
    await serve.restartBroker(id);
    await acknowledged(700);
  }
  expect(await producer.ended()).toBe(0);
  expect(producer.acked.toSorted((a, b) => a - b)).toEqual(numbers(0, count));
}
