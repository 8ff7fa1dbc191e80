/** Follows a text file: each line becomes a record. */

import { fileSource } from '../../contract/nodes/file-source.ts';
import { resolveFile } from '../resolve-file.ts';
import { TailedFile, type TailPosition } from '../tailed-file.ts';
import {
  defineConnector,
  type SourceBatch,
  type SourceOffset,
  type SourceTask,
  type TaskContext,
} from './define-connector.ts';

export const fileStreamSource = defineConnector({
  kind: 'source',
  connectorClass: fileSource.connectorClass,
  description: fileSource.description,
  fields: fileSource.fields,
  task: (context) => fileSourceTask(context),
});

/** How often the end of the file is looked at. */
const END_WAIT_MS = 200;

function fileSourceTask(context: TaskContext): SourceTask {
  const filename = context.settings.text('file') ?? '';
  const batchSize = context.settings.number('batch.size') ?? 1;
  const offsetPartition = { filename };
  let file: TailedFile | undefined;
  return {
    offsetPartition,
    start: (offset) => {
      file = new TailedFile(context.ports.disk, resolveFile(context), tailPosition(offset));
    },
    poll: (): SourceBatch => {
      const read = file?.read(batchSize);
      if (read === undefined) return { messages: [], waitMs: END_WAIT_MS };
      const { lines, at, isAtEnd, isMissing } = read;
      return {
        messages: lines.map((value) => ({ key: null, value })),
        offset: { partition: offsetPartition, offset: connectOffset(at) },
        waitMs: isAtEnd ? END_WAIT_MS : 0,
        status: isMissing ? `Waits for ${filename} to be there.` : '',
      };
    },
    close: () => file?.close(),
  };
}

/** Connect's own `position`, and what tells whether the file is still the same. */
function connectOffset({ position, head }: TailPosition): SourceOffset['offset'] {
  return { position, headLength: head.length, headHash: head.hash };
}

/** An offset that Connect itself wrote has no head; it is believed. */
function tailPosition(offset: SourceOffset['offset'] | undefined): TailPosition | undefined {
  const { position, headLength, headHash } = offset ?? {};
  if (typeof position !== 'number') return undefined;
  const isKnown = typeof headLength === 'number' && typeof headHash === 'string';
  const head = isKnown ? { length: headLength, hash: headHash } : { length: 0, hash: '811c9dc5' };
  return { position, head };
}
