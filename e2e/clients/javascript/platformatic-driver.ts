/** The driver protocol (see ../README.md) on @platformatic/kafka. */

import {
  Consumer,
  MessagesStreamFallbackModes,
  MessagesStreamModes,
  ProduceAcks,
  Producer,
  stringDeserializers,
  stringSerializers,
  type CompressionAlgorithmValue,
} from '@platformatic/kafka';
import {
  consumeUntilInputEnds,
  header,
  keyOf,
  paced,
  readCommand,
  report,
  valueOf,
  type ConsumeCommand,
  type DriverCommand,
  type ProduceCommand,
} from './driver.ts';

function connection(command: DriverCommand) {
  return {
    clientId: 'platformatic-driver',
    bootstrapBrokers: command.bootstrap.split(','),
    connectTimeout: 2000,
    retries: 60,
    retryDelay: 100,
  };
}

/** One message per send: a send to several partitions is one request per leader, tried again as a whole. */
async function produce(command: ProduceCommand): Promise<void> {
  const producer = new Producer({
    ...connection(command),
    serializers: stringSerializers,
    idempotent: true,
    acks: ProduceAcks.ALL,
    compression: command.codec as CompressionAlgorithmValue,
  });
  const { topic } = command;
  for await (const numbers of paced(command)) {
    for (const number of numbers) {
      const message = {
        topic,
        key: keyOf(number),
        value: valueOf(number),
        headers: { driver: header },
      };
      await producer.send({ messages: [message] });
      report({ acked: number });
    }
  }
  await producer.close();
}

async function consume(command: ConsumeCommand): Promise<void> {
  const consumer = new Consumer({
    ...connection(command),
    groupId: command.group,
    deserializers: stringDeserializers,
    sessionTimeout: 6000,
    rebalanceTimeout: 10_000,
    heartbeatInterval: 500,
    maxWaitTime: 200,
  });
  consumer.on('consumer:group:join', ({ assignments }) => {
    const mine = assignments?.find(({ topic }) => topic === command.topic);
    report({ assigned: mine?.partitions ?? [] });
  });
  const stream = await consumer.consume({
    topics: [command.topic],
    mode: MessagesStreamModes.COMMITTED,
    fallbackMode: MessagesStreamFallbackModes.EARLIEST,
    autocommit: 500,
  });
  stream.on('data', ({ partition, offset, key, value, headers }) => {
    report({ partition, offset: Number(offset), key, value, header: headers.get('driver') });
  });
  await consumeUntilInputEnds();
  await stream.close();
  await consumer.close(true);
}

const command = readCommand(process.argv.slice(2));
await (command.kind === 'produce' ? produce(command) : consume(command));
process.exit(0);
