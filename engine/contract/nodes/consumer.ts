/** A named reader with a position of its own, or a member of a group that shares the work. */

import { defineNode } from './define-node.ts';

export const consumer = defineNode({
  kind: 'consumer',
  role: 'consumer',
  title: 'Consumer',
  description:
    'A named reader with a position of its own, or a member of a group that shares the work.',
  icon: 'user-round',
  inputs: { min: 1, max: Number.MAX_SAFE_INTEGER },
  outputs: { min: 0, max: 0 },
  fields: {
    group: {
      kind: 'text',
      label: 'Group',
      lengthMax: 249,
      placeholder: 'reads alone',
      help: 'Consumers with the same group share the partitions. Left empty, it reads all of them alone.',
    },
    start: {
      kind: 'choice',
      label: 'Starts at',
      default: 'earliest',
      options: [
        { value: 'earliest', label: 'The oldest record' },
        { value: 'latest', label: 'New records only' },
        { value: 'offset', label: 'An offset' },
      ],
    },
    offset: {
      kind: 'number',
      label: 'Offset',
      integer: true,
      min: 0,
      default: 0,
      when: { field: 'start', oneOf: ['offset'] },
      help: 'The same on every partition.',
    },
    rate: {
      kind: 'number',
      label: 'Pace',
      unit: 'records/s',
      min: 0.01,
      max: 1_000_000,
      placeholder: 'as fast as it can',
      help: 'The most records a second that it reads. Empty: as fast as it can.',
    },
    assignor: {
      kind: 'choice',
      label: 'Assignor',
      default: 'range',
      advanced: true,
      help: 'How the group shares partitions.',
      options: [
        { value: 'range', label: 'Range' },
        { value: 'roundrobin', label: 'Round robin' },
      ],
    },
  },
});
