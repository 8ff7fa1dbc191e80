/** Writes each record to a file, one JSON value a line. */

import { defineNode } from './define-node.ts';

export const fileSink = defineNode({
  kind: 'file-sink',
  role: 'sink',
  title: 'File sink',
  description: 'Writes each record to a file, one JSON value a line.',
  icon: 'file-output',
  inputs: { min: 1, max: Number.MAX_SAFE_INTEGER },
  outputs: { min: 0, max: 0 },
  connectorClass: 'org.apache.kafka.connect.file.FileStreamSinkConnector',
  fields: {
    file: {
      kind: 'path',
      label: 'File',
      required: true,
      placeholder: 'widgets-red.jsonl',
      help: 'The file to append to. It is created when it is not there.',
    },
  },
});
