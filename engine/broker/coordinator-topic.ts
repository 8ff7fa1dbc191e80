/** The internal topic of the groups: who coordinates which, and the logs lent to the coordinator of this broker. */

import type { CoordinatorLog } from '../coordinator/coordinator-log.ts';
import { coordinatorPartition } from '../coordinator/coordinator-partition.ts';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { Partition } from '../replication/partition/partition.ts';
import type { Broker } from './broker.ts';

export const OFFSETS_TOPIC = '__consumer_offsets';
const READ_BYTES = 4 * 1024 * 1024;
const NEVER = Number.MAX_SAFE_INTEGER;

export class CoordinatorTopic {
  readonly #broker: Broker;
  readonly #led = new Set<number>();

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  /** Makes the topic when the first group comes. */
  ensure(): Promise<void> | undefined {
    const { image, config, autoTopics } = this.#broker;
    if (image.topicsByName.has(OFFSETS_TOPIC)) return undefined;
    const brokers = this.#broker.endpoints().length;
    return autoTopics.ensure({
      name: OFFSETS_TOPIC,
      numPartitions: config.group.offsetsTopicPartitions,
      replicationFactor: Math.min(config.offsetsTopicReplication, Math.max(1, brokers)),
      configs: [
        { name: 'cleanup.policy', value: 'compact' },
        { name: 'compression.type', value: 'producer' },
        { name: 'segment.bytes', value: String(config.offsetsSegmentBytes) },
      ],
    });
  }

  /** The broker that coordinates a group; undefined while there is none. */
  nodeFor(groupId: string): { nodeId: number; host: string; port: number } | undefined {
    const { image } = this.#broker;
    const topic = image.topicsByName.get(OFFSETS_TOPIC);
    if (!topic) return undefined;
    const leader =
      topic.partitions[coordinatorPartition(groupId, topic.partitions.length)]?.leader ?? -1;
    const address =
      image.brokers.get(leader)?.fenced === false ? this.#broker.endpoint(leader) : undefined;
    return address && { nodeId: leader, host: address.host, port: address.port };
  }

  roleChanged(partition: Partition): void {
    if (partition.topic !== OFFSETS_TOPIC) return;
    const { index } = partition;
    if (this.#led.delete(index)) this.#broker.groups.resign(index);
    if (partition.role !== 'leader') return;
    this.#led.add(index);
    this.#broker.groups.becomeLeader(index, lend(partition), partition.assignment.leaderEpoch);
  }

  removed(partition: Partition): void {
    if (partition.topic === OFFSETS_TOPIC && this.#led.delete(partition.index))
      this.#broker.groups.resign(partition.index);
  }
}

function lend(partition: Partition): CoordinatorLog {
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
      const result = partition.append(batch, { leaderEpoch, origin: 'coordinator' });
      return result.kind === 'refused'
        ? ErrorCode[result.error]
        : { baseOffset: result.baseOffset };
    },
    committed: (offset) =>
      new Promise((resolve) => partition.whenCommitted(offset + 1, NEVER, resolve)),
    read: (fromOffset) =>
      fromOffset >= log.endOffset
        ? Buffer.alloc(0)
        : log.read(fromOffset, { maxBytes: READ_BYTES, minOneBatch: true }),
  };
}
