/** Makes up events from a template, at a steady rate. */

import { defineNode } from './define-node.ts';

export const datagen = defineNode({
  kind: 'datagen',
  role: 'source',
  title: 'Datagen',
  description: 'Makes up events from a template, at a steady rate.',
  icon: 'dices',
  inputs: { min: 0, max: 0 },
  outputs: { min: 1, max: 1 },
  connectorClass: 'io.confluent.kafka.connect.datagen.DatagenConnector',
  fields: {
    quickstart: {
      kind: 'choice',
      label: 'Template',
      default: 'widgets',
      help: 'What the events look like.',
      options: [
        {
          value: 'widgets',
          label: 'Widgets',
          help: 'Readings of a widget factory: line, type, colour, weight, temperature.',
        },
        { value: 'clickstream', label: 'Clicks', help: 'Page views of a web site, by user.' },
        { value: 'orders', label: 'Orders', help: 'Orders of a shop, with items and an address.' },
        { value: 'users', label: 'Users', help: 'People who register.' },
        { value: 'pageviews', label: 'Page views', help: 'Views of pages by users.' },
        { value: 'stock_trades', label: 'Stock trades', help: 'Trades of a stock market.' },
      ],
    },
    rate: {
      kind: 'number',
      label: 'Rate',
      unit: 'records/s',
      min: 0.01,
      max: 100_000,
      default: 5,
      help: 'How many events a second.',
    },
    iterations: {
      kind: 'number',
      label: 'Count',
      integer: true,
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
      help: 'Stop after so many events. Empty: never.',
      placeholder: 'for ever',
    },
    'schema.keyfield': {
      kind: 'text',
      label: 'Key field',
      help: 'The field whose value becomes the record\'s key. Empty: the template\'s own, "none": no key.',
      placeholder: "template's own",
    },
    'max.interval': {
      kind: 'number',
      label: 'Longest interval',
      unit: 'ms',
      min: 0,
      max: 3_600_000,
      advanced: true,
      help: "Confluent's setting, used when no rate is set: two events are up to so many milliseconds apart.",
    },
  },
});
