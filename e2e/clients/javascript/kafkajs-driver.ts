/** The driver protocol (see ../README.md) on kafkajs. */

import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { consumeUntilInputEnds, header, keyOf, paced, report, valueOf } from './driver.ts';
import type { DriverCommand, ProduceCommand, ConsumeCommand } from './driver.ts';
import { readCommand } from './driver.ts';

const codecs: Readonly<Record<string, CompressionTypes>> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
};

function connect(command: DriverCommand): Kafka {
  return new Kafka({
    clientId: 'kafkajs-driver',
    brokers: command.bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 60 },
  });
}

/**
 * One message per send: when a send to several partitions is tried again, kafkajs passes over those
 * whose new leader has already answered for another partition, and resolves as if they were written.
 */
async function produce(command: ProduceCommand): Promise<void> {
  const producer = connect(command).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const { topic } = command;
  const compression = codecs[command.codec] ?? CompressionTypes.None;
  for await (const numbers of paced(command)) {
    for (const number of numbers) {
      const message = { key: keyOf(number), value: valueOf(number), headers: { driver: header } };
      await producer.send({ topic, acks: -1, compression, messages: [message] });
      report({ acked: number });
    }
  }
  await producer.disconnect();
}

async function consume(command: ConsumeCommand): Promise<void> {
  const consumer = connect(command).consumer({
    groupId: command.group,
    sessionTimeout: 6000,
    heartbeatInterval: 500,
    rebalanceTimeout: 10_000,
    maxWaitTimeInMs: 200,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [command.topic], fromBeginning: true });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    report({ assigned: payload.memberAssignment[command.topic] ?? [] });
  });
  await consumer.run({
    autoCommitInterval: 500,
    eachMessage: async ({ partition, message }) => {
      report({
        partition,
        offset: Number(message.offset),
        key: String(message.key),
        value: String(message.value),
        header: String(message.headers?.['driver']),
      });
    },
  });
  await consumeUntilInputEnds();
  // Stopping waits for the message in hand, and commits what was read.
  await consumer.stop();
  await consumer.disconnect();
}

const command = readCommand(process.argv.slice(2));
await (command.kind === 'produce' ? produce(command) : consume(command));
process.exit(0);
