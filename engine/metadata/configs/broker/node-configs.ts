/** Broker configurations: who the node is, where it listens and where it keeps its data. */

import type { ConfigRow } from '../config-definition.ts';
import { atLeast, oneOf } from '../validators.ts';

export const nodeConfigs: Readonly<Record<string, ConfigRow>> = {
  'advertised.listeners': {
    type: 'list',
    fallback: null,
    doc: 'The addresses that clients are told to connect to, where they differ from the listeners.',
  },
  'broker.id': {
    type: 'int',
    fallback: '-1',
    doc: 'The older name of node.id.',
  },
  'broker.rack': {
    type: 'string',
    fallback: null,
    doc: 'The rack or zone of this broker. Replicas of a partition are spread over racks.',
  },
  'controller.listener.names': {
    type: 'list',
    fallback: null,
    doc: 'The names of the listeners that controllers use.',
  },
  'inter.broker.listener.name': {
    type: 'string',
    fallback: null,
    doc: 'The listener that brokers use between themselves.',
  },
  'listener.security.protocol.map': {
    type: 'string',
    fallback: 'SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT',
    isDynamic: true,
    doc: 'Which security protocol each listener name stands for.',
  },
  listeners: {
    type: 'list',
    fallback: 'PLAINTEXT://:9092',
    isDynamic: true,
    doc: 'The addresses on which the node listens, each as NAME://host:port.',
  },
  'log.dir': {
    type: 'list',
    fallback: '/tmp/kafka-logs',
    doc: 'The directory of the data where log.dirs is not set.',
  },
  'log.dirs': {
    type: 'list',
    fallback: null,
    doc: 'The directories in which partitions are kept.',
  },
  'metadata.log.dir': {
    type: 'string',
    fallback: null,
    doc: 'The directory of the cluster metadata; the first of log.dirs where it is not set.',
  },
  'node.id': {
    type: 'int',
    fallback: null,
    validator: atLeast(0),
    doc: 'The number of this node, unique in the cluster.',
  },
  'process.roles': {
    type: 'list',
    fallback: null,
    validator: oneOf('broker', 'controller'),
    doc: 'What the node does: broker, controller, or both.',
  },
  'security.inter.broker.protocol': {
    type: 'string',
    fallback: 'PLAINTEXT',
    validator: oneOf('PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'),
    doc: 'The security protocol between brokers.',
  },
};
