/** Replays whole record batches, as they stand in the metadata log, in a snapshot or in a fetch response. */

import { batchesOf, isControl } from '../records/batch.ts';
import { recordsOf } from '../records/records.ts';
import type { MetadataDelta } from './delta.ts';
import type { MetadataImage } from './image.ts';
import { decodeRecord } from './metadata-records.ts';
import { replay, replayedTo } from './replay.ts';

/** Batches that the image has had already are passed over; a cut batch at the end is left for later. */
export function replayBatches(image: MetadataImage, batches: Buffer, delta?: MetadataDelta): void {
  for (const batch of batchesOf(batches)) {
    if (batch.lastOffset <= image.offset) continue;
    if (!isControl(batch)) replayValues(image, recordsOf(batch), delta);
    replayedTo(image, { offset: batch.lastOffset, epoch: batch.leaderEpoch });
  }
}

/** Fills an empty image from the batches of a snapshot, whose offsets count from 0 and mean nothing. */
export function replaySnapshot(
  image: MetadataImage,
  batches: Buffer,
  snapshot: { endOffset: number; epoch: number },
): void {
  for (const batch of batchesOf(batches)) {
    if (!isControl(batch)) replayValues(image, recordsOf(batch));
  }
  replayedTo(image, { offset: snapshot.endOffset - 1, epoch: snapshot.epoch });
}

function replayValues(
  image: MetadataImage,
  records: Iterable<{ value: Buffer | null }>,
  delta?: MetadataDelta,
): void {
  for (const { value } of records) {
    if (value !== null) replay(image, decodeRecord(value), delta);
  }
}
