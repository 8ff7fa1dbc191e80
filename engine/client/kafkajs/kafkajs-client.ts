/** A cluster client on kafkajs, for clusters that want TLS or SASL. */

import type { Admin as LibraryAdmin, Kafka } from 'kafkajs';
import type { Address } from '../../base/ports/network.ts';
import { randomUuid } from '../../base/ports/random.ts';
import type { Admin } from '../admin.ts';
import type { ClientOptions } from '../client-options.ts';
import type {
  ClusterClient,
  Consumer,
  ConsumerOptions,
  Producer,
  ProducerOptions,
  ReaderOptions,
  Reading,
} from '../cluster-client.ts';
import { clientClosed } from '../errors.ts';
import { StickyPartitions } from '../partitioner.ts';
import { KafkajsAdmin } from './kafkajs-admin.ts';
import { KafkajsProducer } from './kafkajs-producer.ts';
import { KafkajsReading, type KafkajsReadingParts } from './kafkajs-reading.ts';
import { openLibrary, translated } from './library.ts';

const BYTES_MAX = 1024 * 1024;

interface Closable {
  close(): Promise<void>;
}

export class KafkajsClient implements ClusterClient {
  readonly admin: Admin;
  readonly #bootstrap: readonly Address[];
  readonly #options: ClientOptions;
  readonly #open = new Set<Closable>();
  #connected: Promise<LibraryAdmin> | undefined;
  #isClosed = false;

  constructor(bootstrap: readonly Address[], options: ClientOptions) {
    this.#bootstrap = bootstrap;
    this.#options = options;
    this.admin = new KafkajsAdmin((call) => this.#ask(call));
  }

  async producer(options: ProducerOptions = {}): Promise<Producer> {
    const library = this.#library(options.clientId).producer({
      idempotent: options.isIdempotent !== false && (options.acks ?? 'all') === 'all',
      allowAutoTopicCreation: true,
      // Chosen by us for every record; the library's own would warn about a changed default.
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await this.#translating(() => library.connect());
    const { clock, random } = this.#options.ports;
    return this.#keep(
      new KafkajsProducer({
        library,
        options,
        sticky: new StickyPartitions(random),
        now: () => clock.now(),
        partitionsOf: (topic) => this.#partitionsOf(topic),
        translate: this.#translate,
      }),
    );
  }

  async reader(options: ReaderOptions): Promise<Reading> {
    const groupId = `penstock-reader-${randomUuid(this.#options.ports.random)}`;
    const from = options.from ?? 'earliest';
    const reading = await this.#read(
      { ...options, groupId, from },
      {
        commits: false,
        // Nobody will come back to this group.
        afterClose: () => this.admin.deleteGroups([groupId]),
      },
    );
    for (const position of options.positions ?? []) reading.seek(position);
    return reading;
  }

  consumer(options: ConsumerOptions): Promise<Consumer> {
    return this.#read(options, { commits: true });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled([...this.#open].map((each) => each.close()));
    const admin = await this.#connected?.catch(() => undefined);
    await admin?.disconnect();
  }

  #library(clientId: string | undefined): Kafka {
    if (this.#isClosed) throw clientClosed();
    const options = clientId === undefined ? this.#options : { ...this.#options, clientId };
    return openLibrary(this.#bootstrap, options);
  }

  async #read(
    options: ConsumerOptions,
    manner: Pick<KafkajsReadingParts, 'commits' | 'afterClose'>,
  ): Promise<KafkajsReading> {
    const { groupInstanceId, sessionTimeoutMs, rebalanceTimeoutMs } = options;
    if (groupInstanceId !== undefined) {
      const message = 'This library has no static members; the group rebalances on a restart.';
      this.#options.onLog?.({ level: 'warning', message });
    }
    const library = this.#library(options.clientId).consumer({
      groupId: options.groupId,
      maxBytesPerPartition: options.bytesMax ?? BYTES_MAX,
      maxWaitTimeInMs: 500,
      readUncommitted: true,
      ...(sessionTimeoutMs !== undefined && { sessionTimeout: sessionTimeoutMs }),
      ...(rebalanceTimeoutMs !== undefined && { rebalanceTimeout: rebalanceTimeoutMs }),
    });
    const parts: KafkajsReadingParts = {
      library,
      clock: this.#options.ports.clock,
      options,
      ...manner,
      translate: this.#translate,
    };
    return this.#keep(await KafkajsReading.open(parts));
  }

  async #partitionsOf(topic: string): Promise<readonly number[]> {
    const metadata = await this.#ask((admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    return metadata.topics[0]!.partitions.map(({ partitionId }) => partitionId);
  }

  async #ask<T>(call: (admin: LibraryAdmin) => Promise<T>): Promise<T> {
    return this.#translating(async () => {
      this.#connected ??= this.#connect();
      return call(await this.#connected);
    });
  }

  async #connect(): Promise<LibraryAdmin> {
    const admin = this.#library(undefined).admin();
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      this.#connected = undefined;
      throw error;
    }
  }

  async #translating<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw this.#translate(error);
    }
  }

  readonly #translate = (error: unknown): Error => translated(error, this.#bootstrap);

  #keep<T extends Closable>(opened: T): T {
    this.#open.add(opened);
    return opened;
  }
}
