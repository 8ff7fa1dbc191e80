/** A named log of records, split into partitions that live on several brokers. */

import { defineNode } from './define-node.ts';

export const topic = defineNode({
  kind: 'topic',
  role: 'topic',
  title: 'Topic',
  description: 'A named log of records, split into partitions that live on several brokers.',
  icon: 'rows-3',
  inputs: { min: 0, max: Number.MAX_SAFE_INTEGER },
  outputs: { min: 0, max: Number.MAX_SAFE_INTEGER },
  fields: {
    topic: {
      kind: 'text',
      label: 'Topic name',
      help: 'What clients call it. Left empty, it is the name on the canvas.',
      lengthMax: 249,
      pattern: {
        source: '(?!\\.{1,2}$)[a-zA-Z0-9._\\-]+',
        message:
          'A topic name has only letters, digits, dot, underscore and dash, and is not "." or "..".',
      },
    },
    partitions: {
      kind: 'number',
      label: 'Partitions',
      integer: true,
      min: 1,
      max: 1000,
      default: 3,
      help: 'How many logs the topic is split into. More partitions let more consumers share the work.',
    },
    replicationFactor: {
      kind: 'number',
      label: 'Replicas',
      integer: true,
      min: 1,
      max: 9,
      default: 3,
      help: 'On how many brokers each partition is kept.',
    },
    configs: {
      kind: 'map',
      label: 'Topic configs',
      keyLabel: 'Config',
      valueLabel: 'Value',
      advanced: true,
      help: "Kafka's own names, such as retention.ms or cleanup.policy.",
    },
  },
});
