/** Sends messages: one by hand, or many at a steady rate. */

import { defineNode } from './define-node.ts';

export const producer = defineNode({
  kind: 'producer',
  role: 'producer',
  title: 'Producer',
  description: 'Sends messages: one by hand, or many at a steady rate.',
  icon: 'send',
  inputs: { min: 0, max: 0 },
  outputs: { min: 1, max: 1 },
  fields: {
    mode: {
      kind: 'choice',
      label: 'Sends',
      default: 'manual',
      options: [
        { value: 'manual', label: 'By hand' },
        { value: 'steady', label: 'At a steady rate' },
      ],
    },
    rate: {
      kind: 'number',
      label: 'Rate',
      unit: 'records/s',
      min: 0.01,
      max: 100_000,
      default: 1,
      when: { field: 'mode', oneOf: ['steady'] },
    },
    key: {
      kind: 'text',
      label: 'Key',
      placeholder: 'no key',
      help: 'Messages with the same key go to the same partition. {{n}} counts up; {{n%5}} goes round 0 to 4.',
    },
    value: {
      kind: 'text',
      label: 'Value',
      multiline: true,
      default: '{"message": "hello", "n": {{n}}}',
      help: '{{n}} counts up, {{now}} is the time in milliseconds.',
    },
    acks: {
      kind: 'choice',
      label: 'Waits for',
      default: 'all',
      advanced: true,
      help: 'When the broker says that a message is safe.',
      options: [
        { value: 'all', label: 'All in-sync replicas' },
        { value: '1', label: 'The leader' },
        { value: '0', label: 'Nobody' },
      ],
    },
  },
});
