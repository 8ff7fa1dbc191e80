/** The driver protocol (see ../README.md) on the engine's own client, which stands at the same door as everybody. */

import { systemPorts } from '../../../engine/base/ports/real/ports.ts';
import type { ClusterClient, Compression } from '../../../engine/client/cluster-client.ts';
import { openClient } from '../../../engine/client/open-client.ts';
import {
  consumeUntilInputEnds,
  header,
  keyOf,
  paced,
  readCommand,
  report,
  valueOf,
  type ConsumeCommand,
  type ProduceCommand,
} from './driver.ts';

async function produce(client: ClusterClient, command: ProduceCommand): Promise<void> {
  const producer = await client.producer({ compression: command.codec as Compression });
  const sent: Promise<void>[] = [];
  for await (const numbers of paced(command)) {
    const messages = numbers.map((number) => ({
      key: keyOf(number),
      value: valueOf(number),
      headers: [{ key: 'driver', value: Buffer.from(header) }],
    }));
    const acknowledged = producer.send(command.topic, messages);
    sent.push(
      acknowledged.then(() => {
        for (const acked of numbers) report({ acked });
      }),
    );
  }
  await Promise.all(sent);
}

async function consume(client: ClusterClient, { topic, group }: ConsumeCommand): Promise<void> {
  const consumer = await client.consumer({
    groupId: group,
    topics: [topic],
    from: 'earliest',
    sessionTimeoutMs: 6000,
    rebalanceTimeoutMs: 10_000,
    commitIntervalMs: 500,
    onAssigned: (partitions) => report({ assigned: partitions.map(({ partition }) => partition) }),
    onBatch: ({ partition, records }) => {
      for (const { offset, key, value, headers } of records) {
        const marked = headers.find((candidate) => candidate.key === 'driver');
        report({
          partition,
          offset,
          key: String(key),
          value: String(value),
          header: String(marked?.value),
        });
      }
    },
  });
  await consumeUntilInputEnds();
  await consumer.close();
}

const command = readCommand(process.argv.slice(2));
const { bootstrap } = command;
const client = await openClient({ ports: systemPorts, clientId: 'penstock-driver', bootstrap });
await (command.kind === 'produce' ? produce(client, command) : consume(client, command));
await client.close();
process.exit(0);
