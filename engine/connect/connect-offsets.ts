/** How far each source has read, in Connect's own topic and format: `["name",{partition}]` → `{offset}`. */

import type { ClusterClient, Producer } from '../client/cluster-client.ts';
import { textOf } from '../serde/json-value.ts';
import type { SourceOffset } from './connectors/define-connector.ts';

export const OFFSETS_TOPIC = 'connect-offsets';
const REPLICAS_MAX = 3;

export class ConnectOffsets {
  readonly #producer: Producer;
  /** By the text of the key. */
  readonly #offsets: Map<string, string>;

  private constructor(producer: Producer, offsets: Map<string, string>) {
    this.#producer = producer;
    this.#offsets = offsets;
  }

  /** Creates the topic where it is missing, and reads all of it. */
  static async open(client: ClusterClient, clientId: string): Promise<ConnectOffsets> {
    await createTopic(client);
    const offsets = await readAll(client, clientId);
    return new ConnectOffsets(await client.producer({ clientId }), offsets);
  }

  find(
    connector: string,
    partition: SourceOffset['partition'],
  ): SourceOffset['offset'] | undefined {
    const text = this.#offsets.get(keyOf(connector, partition));
    return text === undefined ? undefined : (JSON.parse(text) as SourceOffset['offset']);
  }

  /** Resolves when it is safe. */
  async save(connector: string, { partition, offset }: SourceOffset): Promise<void> {
    const key = keyOf(connector, partition);
    const value = JSON.stringify(offset);
    if (this.#offsets.get(key) === value) return;
    await this.#producer.send(OFFSETS_TOPIC, [{ key, value }]);
    this.#offsets.set(key, value);
  }

  close(): Promise<void> {
    return this.#producer.close();
  }
}

function keyOf(connector: string, partition: SourceOffset['partition']): string {
  return JSON.stringify([connector, partition]);
}

async function createTopic({ admin }: ClusterClient): Promise<void> {
  const known = await admin.describeTopics([OFFSETS_TOPIC]);
  if (known.length > 0) return;
  const { brokers } = await admin.describeCluster();
  const replicationFactor = Math.max(1, Math.min(REPLICAS_MAX, brokers.length));
  const configs = { 'cleanup.policy': 'compact' };
  await admin.createTopics([{ name: OFFSETS_TOPIC, partitions: 1, replicationFactor, configs }]);
}

async function readAll(client: ClusterClient, clientId: string): Promise<Map<string, string>> {
  const offsets = new Map<string, string>();
  const ranges = await client.admin.topicOffsets(OFFSETS_TOPIC);
  const unread = new Map(
    ranges
      .filter(({ earliest, latest }) => latest > earliest)
      .map((range) => [range.partition, range.latest]),
  );
  if (unread.size === 0) return offsets;
  let finished = (): void => undefined;
  const allRead = new Promise<void>((resolve) => {
    finished = resolve;
  });
  const reader = await client.reader({
    clientId,
    topics: [OFFSETS_TOPIC],
    from: 'earliest',
    onBatch: ({ partition, records, nextOffset }) => {
      for (const { key, value } of records) remember(offsets, key, value);
      if (nextOffset >= (unread.get(partition) ?? 0)) unread.delete(partition);
      if (unread.size === 0) finished();
    },
  });
  await Promise.race([allRead, reader.done]);
  await reader.close();
  return offsets;
}

/** The last one counts; a tombstone means that there is none. */
function remember(offsets: Map<string, string>, key: Buffer | null, value: Buffer | null): void {
  const name = key === null ? undefined : textOf(key);
  if (name === undefined) return;
  const text = value === null ? undefined : textOf(value);
  if (text === undefined || !isObject(text)) offsets.delete(name);
  else offsets.set(name, text);
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
