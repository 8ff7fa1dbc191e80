/** Connections to the other brokers, made when they are first needed. */

import { RequestChannel } from '../../replication/channel.ts';
import type { Broker } from '../broker.ts';

export class PeerChannels {
  readonly #broker: Broker;
  readonly #channels = new Map<number, RequestChannel>();

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  to(brokerId: number): RequestChannel {
    const known = this.#channels.get(brokerId);
    if (known) return known;
    const { ports, config } = this.#broker;
    const channel = new RequestChannel({
      network: ports.network,
      clock: ports.clock,
      address: () => this.#broker.endpoint(brokerId),
      clientId: `broker-${config.nodeId}-transactions`,
    });
    this.#channels.set(brokerId, channel);
    return channel;
  }

  close(): void {
    for (const channel of this.#channels.values()) channel.close();
  }
}
