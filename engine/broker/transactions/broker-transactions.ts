/** Transactions on one broker: the coordinator of those whose topic partition it leads, and its part in the others. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { addPartitionsToTxn } from '../../protocol/messages/24-add-partitions-to-txn.ts';
import { EngineError, messageOf } from '../../base/errors.ts';
import type { TopicPartitions } from '../../transactions/records/transaction-record.ts';
import {
  TRANSACTION_TOPIC,
  TransactionCoordinator,
} from '../../transactions/transaction-coordinator.ts';
import type { Broker } from '../broker.ts';
import { CoordinatorTopic, type CoordinatorTopicKind } from '../coordinator-topic.ts';
import { markerPort } from './markers.ts';
import { PeerChannels } from './peer-channels.ts';
import { PendingWrites } from './pending-writes.ts';

export interface WriteClaim {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly partitions: readonly TopicPartitions[];
  /** Adds the partitions if they are not in it yet (KIP-890); otherwise only asks. */
  readonly isAdding: boolean;
}

/** Why a partition is not in the transaction. */
export type ClaimErrors = (topic: string, partition: number) => ErrorCode;

const ADD_PARTITIONS_VERSION = 5;

export class BrokerTransactions {
  readonly coordinator: TransactionCoordinator;
  readonly topic: CoordinatorTopic;
  readonly peers: PeerChannels;
  readonly pendingWrites = new PendingWrites();
  readonly #broker: Broker;

  constructor(broker: Broker) {
    this.#broker = broker;
    this.peers = new PeerChannels(broker);
    this.coordinator = new TransactionCoordinator({
      clock: broker.ports.clock,
      config: broker.config.transaction,
      markers: markerPort(broker, this.peers),
      freshProducerId: () => broker.producerIds.next(),
      partitionCount: (topic) => broker.image.topicsByName.get(topic)?.partitions.length,
      onFailed: (partition, error) =>
        broker.hooks.onProblem(
          `The transactions of ${TRANSACTION_TOPIC}-${partition} could not be read: ${messageOf(error)}`,
        ),
    });
    this.topic = new CoordinatorTopic(broker, transactionTopic(broker, this.coordinator));
  }

  /** Asks the coordinator, here or elsewhere, whether partitions are in a transaction. */
  async claim(claim: WriteClaim): Promise<ClaimErrors> {
    const { nodeId } = this.topic.nodeFor(claim.transactionalId) ?? {};
    if (nodeId === undefined) return () => ErrorCode.COORDINATOR_NOT_AVAILABLE;
    const body = requestOf(claim);
    try {
      const response =
        nodeId === this.#broker.config.nodeId
          ? await this.coordinator.addPartitionsToTxn(body, ADD_PARTITIONS_VERSION)
          : await this.peers.to(nodeId).request(addPartitionsToTxn, ADD_PARTITIONS_VERSION, body);
      const topics = response.resultsByTransaction[0]?.topicResults ?? [];
      return (topic, partition) =>
        (topics
          .find(({ name }) => name === topic)
          ?.resultsByPartition.find(({ partitionIndex }) => partitionIndex === partition)
          ?.partitionErrorCode ?? ErrorCode.NONE) as ErrorCode;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return () => ErrorCode.NETWORK_EXCEPTION;
    }
  }

  close(): void {
    this.coordinator.close();
    this.peers.close();
  }
}

function requestOf({ partitions, isAdding, ...producer }: WriteClaim) {
  const topics = partitions.map((each) => ({ name: each.topic, partitions: [...each.partitions] }));
  return {
    transactions: [{ ...producer, verifyOnly: !isAdding, topics }],
    v3AndBelowTransactionalId: '',
    v3AndBelowProducerId: -1,
    v3AndBelowProducerEpoch: -1,
    v3AndBelowTopics: [],
  };
}

function transactionTopic(
  { config }: Broker,
  coordinator: TransactionCoordinator,
): CoordinatorTopicKind {
  return {
    name: TRANSACTION_TOPIC,
    partitions: config.transaction.topicPartitions,
    replicationFactor: config.transactionTopicReplication,
    configs: (replicas) => ({
      'cleanup.policy': 'compact',
      'compression.type': 'uncompressed',
      'min.insync.replicas': String(Math.min(config.transactionTopicMinInSync, replicas)),
      'segment.bytes': String(config.transactionSegmentBytes),
      'unclean.leader.election.enable': 'false',
    }),
    coordinator,
  };
}
