/** Gives out producer ids from blocks that the controller allocates, so that no two brokers give out the same. */

import { allocateProducerIds } from '../protocol/messages/67-allocate-producer-ids.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { Broker } from './broker.ts';

export class ProducerIds {
  readonly #broker: Broker;
  #next = 0;
  #end = 0;
  #allocating: Promise<void> | undefined;

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  /** Undefined while the controller is away. */
  async next(): Promise<number | undefined> {
    if (this.#next >= this.#end) {
      this.#allocating ??= this.#allocate().finally(() => {
        this.#allocating = undefined;
      });
      await this.#allocating;
    }
    return this.#next < this.#end ? this.#next++ : undefined;
  }

  async #allocate(): Promise<void> {
    const { config, brokerEpoch } = this.#broker;
    const response = await this.#broker
      .forward(allocateProducerIds, 0, { brokerId: config.nodeId, brokerEpoch })
      .catch(() => undefined);
    if (response?.errorCode !== ErrorCode.NONE) return;
    this.#next = response.producerIdStart;
    this.#end = response.producerIdStart + response.producerIdLen;
  }
}
