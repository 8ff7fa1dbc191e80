/** Lets only those records through that meet a condition. */

import { defineNode } from './define-node.ts';

export const filter = defineNode({
  kind: 'filter',
  role: 'processor',
  title: 'Filter',
  description: 'Lets only those records through that meet a condition.',
  icon: 'funnel',
  inputs: { min: 1, max: 1 },
  outputs: { min: 1, max: 1 },
  fields: {
    condition: {
      kind: 'code',
      language: 'sql',
      label: 'Condition',
      required: true,
      help: "A SQL condition over the fields of the JSON value, such as colour = 'RED' AND widget_weight_g > 120.",
    },
    start: {
      kind: 'choice',
      label: 'Starts at',
      default: 'earliest',
      advanced: true,
      help: 'Where it begins the first time it runs.',
      options: [
        { value: 'earliest', label: 'The oldest record' },
        { value: 'latest', label: 'New records only' },
      ],
    },
  },
});
