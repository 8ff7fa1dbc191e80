/** Follows a text file: each line becomes a record. */

import { defineNode } from './define-node.ts';

export const fileSource = defineNode({
  kind: 'file-source',
  role: 'source',
  title: 'File source',
  description: 'Follows a text file: each line becomes a record.',
  icon: 'file-input',
  inputs: { min: 0, max: 0 },
  outputs: { min: 1, max: 1 },
  connectorClass: 'org.apache.kafka.connect.file.FileStreamSourceConnector',
  fields: {
    file: {
      kind: 'path',
      label: 'File',
      required: true,
      placeholder: 'events.jsonl',
      help: 'The file to follow. It may be created later; what is appended is read on.',
    },
    'batch.size': {
      kind: 'number',
      label: 'Lines per batch',
      integer: true,
      min: 1,
      max: 100_000,
      default: 2000,
      advanced: true,
      help: 'The most lines that one poll reads.',
    },
  },
});
