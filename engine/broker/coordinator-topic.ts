/** The internal topic of a coordinator: who coordinates what, and the logs lent to the coordinator of this broker. */

import { EngineError } from '../base/errors.ts';
import type { CoordinatorLog } from '../coordinator/coordinator-log.ts';
import { coordinatorPartition } from '../coordinator/coordinator-partition.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { Partition } from '../replication/partition/partition.ts';
import type { Broker } from './broker.ts';

export const OFFSETS_TOPIC = '__consumer_offsets';
const READ_BYTES = 4 * 1024 * 1024;
const NEVER = Number.MAX_SAFE_INTEGER;

export interface CoordinatorTopicKind {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** For a topic with so many replicas. */
  configs(replicas: number): Record<string, string>;
  readonly coordinator: {
    becomeLeader(partition: number, log: CoordinatorLog, leaderEpoch: number): void;
    resign(partition: number): void;
  };
}

export function offsetsTopic({ config, groups }: Broker): CoordinatorTopicKind {
  return {
    name: OFFSETS_TOPIC,
    partitions: config.group.offsetsTopicPartitions,
    replicationFactor: config.offsetsTopicReplication,
    configs: () => ({
      'cleanup.policy': 'compact',
      'compression.type': 'producer',
      'segment.bytes': String(config.offsetsSegmentBytes),
    }),
    coordinator: groups,
  };
}

export class CoordinatorTopic {
  readonly #broker: Broker;
  readonly #kind: CoordinatorTopicKind;
  readonly #led = new Set<number>();

  constructor(broker: Broker, kind: CoordinatorTopicKind) {
    this.#broker = broker;
    this.#kind = kind;
  }

  /** Makes the topic when the first key comes. */
  ensure(): Promise<void> | undefined {
    const { image, autoTopics } = this.#broker;
    const { name, partitions, replicationFactor: wanted, configs } = this.#kind;
    if (image.topicsByName.has(name)) return undefined;
    const replicationFactor = Math.min(wanted, Math.max(1, this.#broker.endpoints().length));
    const values = Object.entries(configs(replicationFactor));
    return autoTopics.ensure({
      name,
      numPartitions: partitions,
      replicationFactor,
      configs: values.map(([key, value]) => ({ name: key, value })),
    });
  }

  /** The broker that coordinates a key; undefined while there is none. */
  nodeFor(key: string): { nodeId: number; host: string; port: number } | undefined {
    const { image } = this.#broker;
    const topic = image.topicsByName.get(this.#kind.name);
    if (!topic) return undefined;
    const leader =
      topic.partitions[coordinatorPartition(key, topic.partitions.length)]?.leader ?? -1;
    const address =
      image.brokers.get(leader)?.fenced === false ? this.#broker.endpoint(leader) : undefined;
    return address && { nodeId: leader, host: address.host, port: address.port };
  }

  roleChanged(partition: Partition): void {
    const { name, coordinator } = this.#kind;
    if (partition.topic !== name) return;
    const { index } = partition;
    if (this.#led.delete(index)) coordinator.resign(index);
    if (partition.role !== 'leader') return;
    this.#led.add(index);
    const { onProblem } = this.#broker.hooks;
    coordinator.becomeLeader(index, lend(partition, onProblem), partition.assignment.leaderEpoch);
  }

  removed(partition: Partition): void {
    const { name, coordinator } = this.#kind;
    if (partition.topic === name && this.#led.delete(partition.index))
      coordinator.resign(partition.index);
  }
}

/** A disk that fails is an answer to the coordinator and a sentence to the operator; the broker goes on. */
function lend(partition: Partition, onProblem: (sentence: string) => void): CoordinatorLog {
  const { log } = partition;
  return {
    get startOffset() {
      return log.logStartOffset;
    },
    get endOffset() {
      return log.endOffset;
    },
    append(batch, leaderEpoch) {
      if (partition.role !== 'leader' || partition.assignment.leaderEpoch !== leaderEpoch)
        return ErrorCode.NOT_COORDINATOR;
      if (!partition.hasEnoughInSync()) return ErrorCode.COORDINATOR_NOT_AVAILABLE;
      try {
        const result = partition.append(batch, { leaderEpoch, origin: 'coordinator' });
        return result.kind === 'refused'
          ? ErrorCode[result.error]
          : { baseOffset: result.baseOffset };
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        onProblem(`${partition.name} cannot be written: ${error.message}`);
        return ErrorCode.KAFKA_STORAGE_ERROR;
      }
    },
    committed: (offset) =>
      new Promise((resolve) => partition.whenCommitted(offset + 1, NEVER, resolve)),
    read: (fromOffset) =>
      fromOffset >= log.endOffset
        ? Buffer.alloc(0)
        : log.read(fromOffset, { maxBytes: READ_BYTES, minOneBatch: true }),
  };
}
