/** Makes topics that clients ask for and that are not there, and waits a moment for their leaders. */

import { type Clock, sleep } from '../base/ports/clock.ts';
import { NO_LEADER } from '../metadata/image.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import { createTopics } from '../protocol/messages/19-create-topics.ts';
import type { Broker } from './broker.ts';

const CREATE_VERSION = 7;
const CONTROLLER_TIMEOUT_MS = 5000;
const LEADER_WAIT_MS = 1000;
const LEADER_POLL_MS = 5;
/** Asks the controller to use num.partitions and default.replication.factor. */
const DEFAULT = -1;

export interface NewTopic {
  readonly name: string;
  readonly numPartitions?: number;
  readonly replicationFactor?: number;
  readonly configs?: readonly { name: string; value: string }[];
}

export class AutoTopics {
  readonly #broker: Broker;
  readonly #creating = new Map<string, Promise<void>>();

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  /** Resolves with the names whose leaders are still on their way: clients ask again. */
  async create(names: readonly string[]): Promise<ReadonlySet<string>> {
    await Promise.all(names.map((name) => this.ensure({ name })));
    return new Set(names.filter((name) => this.#isPending(name)));
  }

  /** Makes one topic, if it is not there, and waits for its leaders. */
  ensure(topic: NewTopic): Promise<void> {
    const known = this.#creating.get(topic.name);
    if (known) return known;
    const creating = this.#create(topic).finally(() => this.#creating.delete(topic.name));
    this.#creating.set(topic.name, creating);
    return creating;
  }

  async #create(topic: NewTopic): Promise<void> {
    const { image, ports } = this.#broker;
    if (!image.topicsByName.has(topic.name)) {
      const { name, numPartitions = DEFAULT, replicationFactor = DEFAULT, configs = [] } = topic;
      const request = {
        topics: [
          { name, numPartitions, replicationFactor, assignments: [], configs: [...configs] },
        ],
        timeoutMs: CONTROLLER_TIMEOUT_MS,
        validateOnly: false,
      };
      const response = await this.#broker
        .forward(createTopics, CREATE_VERSION, request)
        .catch(() => undefined);
      if (!isThere(response?.topics[0]?.errorCode)) return;
    }
    await waitUntil(ports.clock, () => !this.#isPending(topic.name));
  }

  #isPending(name: string): boolean {
    const topic = this.#broker.image.topicsByName.get(name);
    return topic === undefined || topic.partitions.some(({ leader }) => leader === NO_LEADER);
  }
}

/** Made now, or by somebody else just before. */
function isThere(errorCode: number | undefined): boolean {
  return errorCode === ErrorCode.NONE || errorCode === ErrorCode.TOPIC_ALREADY_EXISTS;
}

async function waitUntil(clock: Clock, isDone: () => boolean): Promise<void> {
  const deadline = clock.monotonic() + LEADER_WAIT_MS;
  while (!isDone() && clock.monotonic() < deadline) await sleep(clock, LEADER_POLL_MS);
}
