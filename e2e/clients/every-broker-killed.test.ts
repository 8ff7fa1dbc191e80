/** Each broker is killed in turn under load; what was acknowledged is there at the end, once, in order. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { DriverProcess } from './driver-process.ts';
import { startServe, type Serve } from './penstock-serve.ts';
import { javaScriptCodecs, provideJavaScript } from './toolchains.ts';
import { createTopic, expectInOrder, numbers, sortedNumbers } from './topic.ts';

const count = 6000;
const rate = 400;

const toolchain = provideJavaScript('kafkajs-driver.ts', javaScriptCodecs.kafkajs);
if (toolchain.kind === 'missing') throw new Error(toolchain.reason);
const { driver } = toolchain;

let serve: Serve;

beforeAll(async () => {
  serve = await startServe();
});

afterAll(async () => {
  expect(await serve.stop()).toBe(0);
});

test('nothing that was acknowledged is lost, doubled or out of order', async () => {
  await createTopic(serve.bootstrap, 'killed');
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

  const consumer = new DriverProcess(driver, ['consume', serve.bootstrap, 'killed', 'auditors']);
  await consumer.until('it has read everything', ({ records }) => records.length >= count);
  expect(await consumer.leave()).toBe(0);
  expect(sortedNumbers(consumer.records)).toEqual(numbers(0, count));
  expectInOrder(consumer.records);
});
