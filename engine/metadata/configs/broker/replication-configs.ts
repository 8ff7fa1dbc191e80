/** Broker configurations: replicas, leaders, the controller and its metadata log. */

import type { ConfigRow } from '../config-definition.ts';
import { atLeast } from '../validators.ts';

export const replicationConfigs: Readonly<Record<string, ConfigRow>> = {
  'auto.create.topics.enable': {
    type: 'boolean',
    fallback: 'true',
    doc: 'Whether a topic that a client asks for is created when it is not there.',
  },
  'auto.leader.rebalance.enable': {
    type: 'boolean',
    fallback: 'true',
    doc: 'Whether leadership goes back to the preferred replicas by itself.',
  },
  'broker.heartbeat.interval.ms': {
    type: 'int',
    fallback: '2000',
    doc: 'How often a broker tells the controller that it is alive.',
  },
  'broker.session.timeout.ms': {
    type: 'int',
    fallback: '9000',
    doc: 'How long the controller waits for a silent broker before it takes its leaderships away.',
  },
  'controlled.shutdown.enable': {
    type: 'boolean',
    fallback: 'true',
    doc: 'Whether a broker that stops hands its leaderships over first.',
  },
  'controller.quorum.bootstrap.servers': {
    type: 'list',
    fallback: '',
    doc: 'Addresses at which controllers can be found.',
  },
  'controller.quorum.election.timeout.ms': {
    type: 'int',
    fallback: '1000',
    validator: atLeast(0),
    doc: 'How long a voter without a leader waits before it starts an election.',
  },
  'controller.quorum.fetch.timeout.ms': {
    type: 'int',
    fallback: '2000',
    validator: atLeast(0),
    doc: 'How long a voter goes without a successful fetch before it looks for another leader.',
  },
  'controller.quorum.voters': {
    type: 'list',
    fallback: '',
    doc: 'The voters of the metadata quorum, each as id@host:port.',
  },
  'controller.socket.timeout.ms': {
    type: 'int',
    fallback: '30000',
    doc: 'How long a broker waits for an answer of the controller.',
  },
  'default.replication.factor': {
    type: 'int',
    fallback: '1',
    doc: 'How many replicas the partitions of a topic get when its creator does not say.',
  },
  'delete.topic.enable': {
    type: 'boolean',
    fallback: 'true',
    doc: 'Whether topics can be deleted.',
  },
  'initial.broker.registration.timeout.ms': {
    type: 'int',
    fallback: '60000',
    doc: 'How long a starting broker tries to register before it gives up.',
  },
  'leader.imbalance.check.interval.seconds': {
    type: 'long',
    fallback: '300',
    validator: atLeast(1),
    doc: 'How often the controller looks for partitions that another than their preferred replica leads.',
  },
  'metadata.log.max.record.bytes.between.snapshots': {
    type: 'long',
    fallback: '20971520',
    validator: atLeast(1),
    doc: 'After how many bytes of new metadata records a snapshot is written.',
  },
  'metadata.log.max.snapshot.interval.ms': {
    type: 'long',
    fallback: '3600000',
    validator: atLeast(0),
    doc: 'After how long a snapshot is written when there are new metadata records.',
  },
  'metadata.log.segment.bytes': {
    type: 'int',
    fallback: '1073741824',
    validator: atLeast(8388608),
    doc: 'The size of a segment of the metadata log.',
  },
  'metadata.log.segment.ms': {
    type: 'long',
    fallback: '604800000',
    doc: 'The age at which a segment of the metadata log is closed.',
  },
  'metadata.max.retention.bytes': {
    type: 'long',
    fallback: '104857600',
    doc: 'How large metadata log and snapshots may be together before old ones are deleted.',
  },
  'metadata.max.retention.ms': {
    type: 'long',
    fallback: '604800000',
    doc: 'How long metadata log and snapshots are kept before old ones are deleted.',
  },
  'min.insync.replicas': {
    type: 'int',
    fallback: '1',
    validator: atLeast(1),
    isDynamic: true,
    doc: 'Gives min.insync.replicas to topics that do not set it.',
  },
  'num.partitions': {
    type: 'int',
    fallback: '1',
    validator: atLeast(1),
    doc: 'How many partitions a topic gets when its creator does not say.',
  },
  'num.replica.fetchers': {
    type: 'int',
    fallback: '1',
    validator: atLeast(1),
    isDynamic: true,
    doc: 'Over how many connections a follower fetches from each leader.',
  },
  'replica.fetch.backoff.ms': {
    type: 'int',
    fallback: '1000',
    validator: atLeast(0),
    doc: 'How long a follower rests after a fetch of a partition failed.',
  },
  'replica.fetch.max.bytes': {
    type: 'int',
    fallback: '1048576',
    validator: atLeast(0),
    doc: 'How many bytes a follower asks for of each partition.',
  },
  'replica.fetch.min.bytes': {
    type: 'int',
    fallback: '1',
    doc: 'For how many bytes a leader lets the fetch of a follower wait.',
  },
  'replica.fetch.response.max.bytes': {
    type: 'int',
    fallback: '10485760',
    validator: atLeast(0),
    doc: 'How many bytes a follower asks for in one fetch.',
  },
  'replica.fetch.wait.max.ms': {
    type: 'int',
    fallback: '500',
    doc: 'How long at most a leader lets the fetch of a follower wait.',
  },
  'replica.high.watermark.checkpoint.interval.ms': {
    type: 'long',
    fallback: '5000',
    doc: 'How often the high watermarks are written down.',
  },
  'replica.lag.time.max.ms': {
    type: 'long',
    fallback: '30000',
    doc: 'How long a follower may be behind before it leaves the in-sync set.',
  },
  'replica.selector.class': {
    type: 'string',
    fallback: null,
    doc: 'How a consumer is given a replica near to it to read from.',
  },
  'replica.socket.receive.buffer.bytes': {
    type: 'int',
    fallback: '65536',
    doc: "The receive buffer of a follower's connection.",
  },
  'replica.socket.timeout.ms': {
    type: 'int',
    fallback: '30000',
    doc: 'How long a follower waits for the answer to a fetch.',
  },
  'unclean.leader.election.enable': {
    type: 'boolean',
    fallback: 'false',
    isDynamic: true,
    doc: 'Gives unclean.leader.election.enable to topics that do not set it.',
  },
};
