/** Writes each record to a file, one JSON value a line. */

import { fileSink } from '../../contract/nodes/file-sink.ts';
import { jsonLine } from '../../serde/json-line.ts';
import { resolveFile } from '../resolve-file.ts';
import { SinkFile } from '../sink-file.ts';
import {
  defineConnector,
  type SinkBatch,
  type SinkTask,
  type TaskContext,
} from './define-connector.ts';

export const fileStreamSink = defineConnector({
  kind: 'sink',
  connectorClass: fileSink.connectorClass,
  description: fileSink.description,
  fields: fileSink.fields,
  task: (context) => fileSinkTask(context),
});

function fileSinkTask(context: TaskContext): SinkTask {
  const { disk } = context.ports;
  let file: SinkFile | undefined;
  return {
    start: () => {
      const statePath = disk.join(context.stateDirectory, `${context.name}.sink.json`);
      file = new SinkFile(disk, resolveFile(context), statePath);
    },
    put: (batch) => {
      if (file !== undefined) put(file, batch);
    },
    flush: () => file?.flush(),
    close: () => file?.close(),
    abandon: () => file?.abandon(),
  };
}

/** A record below what was written before comes again after a kill, or after the group was rebalanced: it is there already. */
function put(file: SinkFile, batch: SinkBatch): void {
  const partition = `${batch.topic}-${batch.partition}`;
  // The log ends before what was read of it: the topic was deleted and created again.
  if (file.nextOffset(partition) > batch.highWatermark) file.forget(partition);
  const from = file.nextOffset(partition);
  for (const { offset, value } of batch.records) {
    if (offset >= from) file.append(jsonLine(value));
  }
  if (batch.nextOffset > from) file.advance(partition, batch.nextOffset);
}
