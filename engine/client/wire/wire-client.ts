/** A cluster client on our own codec, over the network port: no library, no second copy of the records. */

import type { Address } from '../../base/ports/network.ts';
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
import { WireAdmin } from './admin.ts';
import { Cluster } from './cluster.ts';
import { WireConsumer } from './group/consumer.ts';
import { WireProducer } from './producer/producer.ts';
import { WireReader } from './reader.ts';

interface Closable {
  close(): Promise<void>;
}

export class WireClient implements ClusterClient {
  readonly admin: Admin;
  readonly #bootstrap: readonly Address[];
  readonly #options: ClientOptions;
  readonly #cluster: Cluster;
  /** What has been opened and not closed; undefined while it is being opened. */
  readonly #open = new Map<Cluster, Closable | undefined>();
  #isClosed = false;

  constructor(bootstrap: readonly Address[], options: ClientOptions) {
    this.#bootstrap = bootstrap;
    this.#options = options;
    this.#cluster = new Cluster(bootstrap, options);
    this.admin = new WireAdmin(this.#cluster);
  }

  producer(options: ProducerOptions = {}): Promise<Producer> {
    return this.#start(options.clientId, (cluster) =>
      Promise.resolve(new WireProducer(cluster, options)),
    );
  }

  reader(options: ReaderOptions): Promise<Reading> {
    return this.#start(options.clientId, (cluster) => WireReader.open(cluster, options));
  }

  consumer(options: ConsumerOptions): Promise<Consumer> {
    return this.#start(options.clientId, (cluster) => WireConsumer.open(cluster, options));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const open = [...this.#open.values()].filter((each) => each !== undefined);
    await Promise.allSettled(open.map((each) => each.close()));
    for (const cluster of this.#open.keys()) cluster.close();
    this.#cluster.close();
  }

  /** Each has connections of its own: the brokers tell clients apart by connection and client id. */
  async #start<T extends Closable>(
    clientId: string | undefined,
    open: (cluster: Cluster) => Promise<T>,
  ): Promise<T> {
    if (this.#isClosed) throw clientClosed();
    const options = clientId === undefined ? this.#options : { ...this.#options, clientId };
    const cluster = new Cluster(this.#bootstrap, options);
    cluster.onClose = () => this.#open.delete(cluster);
    this.#open.set(cluster, undefined);
    try {
      const opened = await open(cluster);
      if (this.#open.has(cluster)) this.#open.set(cluster, opened);
      return opened;
    } catch (error) {
      cluster.close();
      throw error;
    }
  }
}
