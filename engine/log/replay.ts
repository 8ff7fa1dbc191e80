/** Brings the producer state up to date from batches that are in the log. */

import { type Batch, isControl, NO_PRODUCER_ID } from '../records/batch.ts';
import { readTransactionMarker } from '../records/control-record.ts';
import type { ProducerStates } from './producer-states.ts';
import type { LogSegment } from './segment.ts';
import type { SegmentList } from './segment-list.ts';

/** Takes note of one batch; an aborted transaction that it ends goes into the index of its segment. */
export function noteProducerBatch(
  producers: ProducerStates,
  batch: Batch,
  segment: LogSegment | undefined,
): void {
  if (batch.producerId === NO_PRODUCER_ID) return;
  if (!isControl(batch)) {
    producers.append(batch);
    return;
  }
  const marker = readTransactionMarker(batch);
  if (marker === undefined) return;
  const completed = producers.appendMarker(batch, marker);
  if (completed?.outcome !== 'abort') return;
  const { producerId, firstOffset, lastOffset, lastStableOffset } = completed;
  segment?.transactions.append({ producerId, firstOffset, lastOffset, lastStableOffset });
}

/** Replays the batches of [from, to), whose segments have their transaction indexes already. */
export function replayProducers(
  producers: ProducerStates,
  segments: SegmentList,
  range: { from: number; to: number },
): void {
  if (range.from >= range.to) return;
  for (const segment of segments.from(range.from)) {
    if (segment.baseOffset >= range.to) return;
    segment.scan(segment.offsetIndex.lookup(range.from), (batch) => {
      if (batch.baseOffset >= range.to) return 'stop';
      if (batch.baseOffset >= range.from) noteProducerBatch(producers, batch, undefined);
      return 'go on';
    });
  }
}
