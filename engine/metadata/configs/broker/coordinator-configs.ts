/** Broker configurations: consumer groups, their offsets, producer ids and transactions. */

import type { ConfigRow } from '../config-definition.ts';
import { atLeast, oneOf } from '../validators.ts';

const INT_MAX = '2147483647';

export const coordinatorConfigs: Readonly<Record<string, ConfigRow>> = {
  'group.consumer.assignors': {
    type: 'list',
    fallback: 'uniform,range',
    doc: 'The assignors that groups of the consumer protocol may use; the first is the default.',
  },
  'group.consumer.heartbeat.interval.ms': {
    type: 'int',
    fallback: '5000',
    validator: atLeast(1),
    doc: 'How often members of a group of the consumer protocol report.',
  },
  'group.consumer.max.size': {
    type: 'int',
    fallback: INT_MAX,
    validator: atLeast(1),
    doc: 'The most members that a group of the consumer protocol may have.',
  },
  'group.consumer.session.timeout.ms': {
    type: 'int',
    fallback: '45000',
    validator: atLeast(1),
    doc: 'How long a silent member of a group of the consumer protocol is kept.',
  },
  'group.coordinator.rebalance.protocols': {
    type: 'list',
    fallback: 'classic,consumer,streams',
    validator: oneOf('consumer', 'classic', 'share', 'streams'),
    doc: 'The group protocols that are switched on.',
  },
  'group.initial.rebalance.delay.ms': {
    type: 'int',
    fallback: '3000',
    doc: 'How long an empty group waits for more members before its first rebalance.',
  },
  'group.max.session.timeout.ms': {
    type: 'int',
    fallback: '1800000',
    doc: 'The longest session that a member may ask for.',
  },
  'group.max.size': {
    type: 'int',
    fallback: INT_MAX,
    validator: atLeast(1),
    doc: 'The most members that a group may have.',
  },
  'group.min.session.timeout.ms': {
    type: 'int',
    fallback: '6000',
    doc: 'The shortest session that a member may ask for.',
  },
  'offset.metadata.max.bytes': {
    type: 'int',
    fallback: '4096',
    doc: 'The longest note that may be stored with a committed offset.',
  },
  'offsets.commit.timeout.ms': {
    type: 'int',
    fallback: '5000',
    validator: atLeast(1),
    doc: 'How long a commit may wait for the replicas of the offsets topic.',
  },
  'offsets.load.buffer.size': {
    type: 'int',
    fallback: '5242880',
    validator: atLeast(1),
    doc: 'How many bytes are read at once when a coordinator loads its groups.',
  },
  'offsets.retention.check.interval.ms': {
    type: 'long',
    fallback: '600000',
    validator: atLeast(1),
    doc: 'How often the coordinator looks for offsets that are due to be forgotten.',
  },
  'offsets.retention.minutes': {
    type: 'int',
    fallback: '10080',
    validator: atLeast(1),
    doc: 'How long the offsets of an empty group are kept.',
  },
  'offsets.topic.compression.codec': {
    type: 'int',
    fallback: '0',
    doc: 'The codec of the offsets topic, by number.',
  },
  'offsets.topic.num.partitions': {
    type: 'int',
    fallback: '50',
    validator: atLeast(1),
    doc: 'How many partitions the offsets topic gets when it is created.',
  },
  'offsets.topic.replication.factor': {
    type: 'short',
    fallback: '3',
    validator: atLeast(1),
    doc: 'How many replicas the offsets topic gets when it is created.',
  },
  'offsets.topic.segment.bytes': {
    type: 'int',
    fallback: '104857600',
    validator: atLeast(1),
    doc: 'The size of a segment of the offsets topic.',
  },
  'producer.id.expiration.ms': {
    type: 'int',
    fallback: '86400000',
    validator: atLeast(1),
    isDynamic: true,
    doc: 'How long a partition remembers the sequence of a silent producer.',
  },
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': {
    type: 'int',
    fallback: '10000',
    validator: atLeast(1),
    doc: 'How often the coordinator looks for transactions that ran out of time.',
  },
  'transaction.max.timeout.ms': {
    type: 'int',
    fallback: '900000',
    validator: atLeast(1),
    doc: 'The longest time that a producer may ask for its transactions.',
  },
  'transaction.partition.verification.enable': {
    type: 'boolean',
    fallback: 'true',
    isDynamic: true,
    doc: 'Whether a leader asks the coordinator if a transaction really includes its partition.',
  },
  'transaction.state.log.min.isr': {
    type: 'int',
    fallback: '2',
    validator: atLeast(1),
    doc: 'Gives the transaction topic its min.insync.replicas.',
  },
  'transaction.state.log.num.partitions': {
    type: 'int',
    fallback: '50',
    validator: atLeast(1),
    doc: 'How many partitions the transaction topic gets when it is created.',
  },
  'transaction.state.log.replication.factor': {
    type: 'short',
    fallback: '3',
    validator: atLeast(1),
    doc: 'How many replicas the transaction topic gets when it is created.',
  },
  'transaction.state.log.segment.bytes': {
    type: 'int',
    fallback: '104857600',
    validator: atLeast(1),
    doc: 'The size of a segment of the transaction topic.',
  },
  'transactional.id.expiration.ms': {
    type: 'int',
    fallback: '604800000',
    validator: atLeast(1),
    doc: 'How long an unused transactional id is remembered.',
  },
};
