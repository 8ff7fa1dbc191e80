/** What a broker is started with: its place in the cluster, and Kafka's own properties. */

import { brokerConfigs } from '../metadata/configs/broker-configs.ts';
import { EngineError } from '../base/errors.ts';
import { assignors } from '../groups/assignors/assignors.ts';
import { type GroupConfig, groupConfig } from '../groups/group-config.ts';
import { type TransactionConfig, transactionConfig } from '../transactions/transaction-config.ts';

/** The properties in which a sandbox on one machine differs from Kafka's defaults; its controller has them too. */
export const SANDBOX_DEFAULTS: Readonly<Record<string, string>> = {
  'group.initial.rebalance.delay.ms': '0',
  'offsets.topic.num.partitions': '10',
  'offsets.topic.replication.factor': '3',
  'replica.lag.time.max.ms': '5000',
  'controlled.shutdown.enable': 'true',
  'leader.imbalance.check.interval.seconds': '5',
  'num.partitions': '3',
  'transaction.state.log.num.partitions': '10',
};

export interface BrokerOptions {
  readonly nodeId: number;
  readonly clusterId: string;
  readonly host: string;
  readonly port: number;
  /** Where clients are told to connect; undefined or left out where that is where it listens. */
  readonly advertised?: { readonly host: string; readonly port: number } | undefined;
  readonly dataDirectory: string;
  readonly rack: string | null;
  /** Kafka's names; what is not here has its default. */
  readonly properties: Readonly<Record<string, string>>;
}

/** The options with the properties read. */
export interface BrokerConfig extends BrokerOptions {
  readonly autoCreateTopics: boolean;
  readonly fetchBytesMax: number;
  readonly frameBytesMax: number;
  readonly connectionsMax: number;
  readonly replicaLagMsMax: number;
  readonly replicaFetchWaitMsMax: number;
  readonly replicaFetchBytesMin: number;
  readonly replicaFetchBytesMax: number;
  readonly replicaFetchResponseBytesMax: number;
  readonly checkpointMs: number;
  readonly retentionCheckMs: number;
  readonly cleanerBackoffMs: number;
  readonly offsetsTopicReplication: number;
  readonly offsetsSegmentBytes: number;
  readonly group: GroupConfig;
  readonly transactionTopicReplication: number;
  readonly transactionTopicMinInSync: number;
  readonly transactionSegmentBytes: number;
  /** Whether a write within a transaction is taken only where the coordinator says that it belongs. */
  readonly verifiesTransactions: boolean;
  readonly transaction: TransactionConfig;
}

/** Reads the properties; throws `EngineError` `BAD_PROPERTY` for a value that is none. */
export function brokerConfig(options: BrokerOptions): BrokerConfig {
  const properties = { ...SANDBOX_DEFAULTS, ...options.properties };
  const text = (name: string): string =>
    properties[name] ?? brokerConfigs.get(name)?.fallback ?? '';
  const integer = (name: string): number => {
    const value = Number(text(name));
    if (text(name).trim() === '' || !Number.isFinite(value)) {
      throw new EngineError('BAD_PROPERTY', `${name} must be a number, but is "${text(name)}".`, {
        hint: 'Mend it in --set or in the properties file.',
      });
    }
    return Math.min(value, Number.MAX_SAFE_INTEGER);
  };
  return {
    ...options,
    properties,
    autoCreateTopics: text('auto.create.topics.enable').toLowerCase() === 'true',
    fetchBytesMax: integer('fetch.max.bytes'),
    frameBytesMax: integer('socket.request.max.bytes'),
    connectionsMax: integer('max.connections'),
    replicaLagMsMax: integer('replica.lag.time.max.ms'),
    replicaFetchWaitMsMax: integer('replica.fetch.wait.max.ms'),
    replicaFetchBytesMin: integer('replica.fetch.min.bytes'),
    replicaFetchBytesMax: integer('replica.fetch.max.bytes'),
    replicaFetchResponseBytesMax: integer('replica.fetch.response.max.bytes'),
    checkpointMs: integer('replica.high.watermark.checkpoint.interval.ms'),
    retentionCheckMs: integer('log.retention.check.interval.ms'),
    cleanerBackoffMs: integer('log.cleaner.backoff.ms'),
    offsetsTopicReplication: integer('offsets.topic.replication.factor'),
    offsetsSegmentBytes: integer('offsets.topic.segment.bytes'),
    transactionTopicReplication: integer('transaction.state.log.replication.factor'),
    transactionTopicMinInSync: integer('transaction.state.log.min.isr'),
    transactionSegmentBytes: integer('transaction.state.log.segment.bytes'),
    verifiesTransactions:
      text('transaction.partition.verification.enable').toLowerCase() === 'true',
    transaction: transactionConfig({
      topicPartitions: integer('transaction.state.log.num.partitions'),
      timeoutMsMax: integer('transaction.max.timeout.ms'),
      idExpirationMs: integer('transactional.id.expiration.ms'),
    }),
    group: groupConfig({
      offsetsTopicPartitions: integer('offsets.topic.num.partitions'),
      minSessionTimeoutMs: integer('group.min.session.timeout.ms'),
      maxSessionTimeoutMs: integer('group.max.session.timeout.ms'),
      initialRebalanceDelayMs: integer('group.initial.rebalance.delay.ms'),
      maxSize: integer('group.max.size'),
      consumerSessionTimeoutMs: integer('group.consumer.session.timeout.ms'),
      consumerHeartbeatIntervalMs: integer('group.consumer.heartbeat.interval.ms'),
      consumerMaxSize: integer('group.consumer.max.size'),
      consumerAssignors: text('group.consumer.assignors')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => assignors.has(name)),
      offsetMetadataSizeMax: integer('offset.metadata.max.bytes'),
      offsetsRetentionMs: integer('offsets.retention.minutes') * 60_000,
      offsetsRetentionCheckIntervalMs: integer('offsets.retention.check.interval.ms'),
      commitTimeoutMs: integer('offsets.commit.timeout.ms'),
    }),
  };
}
