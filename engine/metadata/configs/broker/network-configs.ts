/** Broker configurations: connections, requests and quotas on them. */

import type { ConfigRow } from '../config-definition.ts';
import { LONG_MAX } from '../config-definition.ts';
import { atLeast } from '../validators.ts';

const INT_MAX = '2147483647';

export const networkConfigs: Readonly<Record<string, ConfigRow>> = {
  'background.threads': {
    type: 'int',
    fallback: '10',
    validator: atLeast(1),
    isDynamic: true,
    doc: 'Threads for background work. A Penstock broker has one event loop; the value is kept for tools.',
  },
  'connections.max.idle.ms': {
    type: 'long',
    fallback: '600000',
    doc: 'How long a connection may be silent before the broker closes it.',
  },
  'connections.max.reauth.ms': {
    type: 'long',
    fallback: '0',
    doc: 'How long a SASL session lasts before the client must authenticate again; 0 for ever.',
  },
  'fetch.max.bytes': {
    type: 'int',
    fallback: '57671680',
    validator: atLeast(1024),
    doc: 'The most bytes that one fetch answer may hold.',
  },
  'fetch.purgatory.purge.interval.requests': {
    type: 'int',
    fallback: '1000',
    doc: 'After how many parked fetches finished ones are swept away.',
  },
  'max.connection.creation.rate': {
    type: 'int',
    fallback: INT_MAX,
    validator: atLeast(0),
    isDynamic: true,
    doc: 'The most connections that the broker accepts in a second.',
  },
  'max.connections': {
    type: 'int',
    fallback: INT_MAX,
    validator: atLeast(0),
    isDynamic: true,
    doc: 'The most connections that may be open at once.',
  },
  'max.connections.per.ip': {
    type: 'int',
    fallback: INT_MAX,
    validator: atLeast(0),
    isDynamic: true,
    doc: 'The most connections that one address may have open.',
  },
  'max.connections.per.ip.overrides': {
    type: 'string',
    fallback: '',
    isDynamic: true,
    doc: 'Other limits for single addresses, as address:limit pairs.',
  },
  'max.incremental.fetch.session.cache.slots': {
    type: 'int',
    fallback: '1000',
    validator: atLeast(0),
    doc: 'How many incremental fetch sessions the broker remembers.',
  },
  'max.request.partition.size.limit': {
    type: 'int',
    fallback: '2000',
    validator: atLeast(1),
    doc: 'The most partitions that one answer to DescribeTopicPartitions holds.',
  },
  'num.io.threads': {
    type: 'int',
    fallback: '8',
    validator: atLeast(1),
    isDynamic: true,
    doc: 'Threads that handle requests. A Penstock broker has one event loop; the value is kept for tools.',
  },
  'num.network.threads': {
    type: 'int',
    fallback: '3',
    validator: atLeast(1),
    isDynamic: true,
    doc: 'Threads that read sockets. A Penstock broker has one event loop; the value is kept for tools.',
  },
  'producer.purgatory.purge.interval.requests': {
    type: 'int',
    fallback: '1000',
    doc: 'After how many parked produce requests finished ones are swept away.',
  },
  'queued.max.request.bytes': {
    type: 'long',
    fallback: '-1',
    doc: 'How many bytes of requests may wait before the broker stops reading; -1 for no limit.',
  },
  'queued.max.requests': {
    type: 'int',
    fallback: '500',
    validator: atLeast(1),
    doc: 'How many requests may wait before the broker stops reading.',
  },
  'quota.window.num': {
    type: 'int',
    fallback: '11',
    validator: atLeast(1),
    doc: 'Over how many windows client quotas are measured.',
  },
  'quota.window.size.seconds': {
    type: 'int',
    fallback: '1',
    validator: atLeast(1),
    doc: 'How long each window of a client quota is.',
  },
  'request.timeout.ms': {
    type: 'int',
    fallback: '30000',
    doc: 'How long the broker waits for an answer to a request of its own.',
  },
  'socket.connection.setup.timeout.max.ms': {
    type: 'long',
    fallback: '30000',
    doc: 'The longest that the broker waits for a connection of its own to come up.',
  },
  'socket.connection.setup.timeout.ms': {
    type: 'long',
    fallback: '10000',
    doc: 'How long the broker waits at first for a connection of its own to come up.',
  },
  'socket.listen.backlog.size': {
    type: 'int',
    fallback: '50',
    validator: atLeast(1),
    doc: 'How many connections the operating system may hold ready to be accepted.',
  },
  'socket.receive.buffer.bytes': {
    type: 'int',
    fallback: '102400',
    doc: "The size of a connection's receive buffer; -1 leaves it to the operating system.",
  },
  'socket.request.max.bytes': {
    type: 'int',
    fallback: '104857600',
    validator: atLeast(1),
    doc: 'The largest request that is read; a longer one closes its connection.',
  },
  'socket.send.buffer.bytes': {
    type: 'int',
    fallback: '102400',
    doc: "The size of a connection's send buffer; -1 leaves it to the operating system.",
  },
  'leader.replication.throttled.rate': {
    type: 'long',
    fallback: LONG_MAX,
    validator: atLeast(0),
    isDynamic: true,
    doc: 'How many bytes a second a leader may send to throttled replicas.',
  },
  'follower.replication.throttled.rate': {
    type: 'long',
    fallback: LONG_MAX,
    validator: atLeast(0),
    isDynamic: true,
    doc: 'How many bytes a second throttled replicas may fetch.',
  },
};
