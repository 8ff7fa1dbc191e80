/** Brings a produced batch into the codec that the topic asks for (`compression.type`). */

import {
  type Batch,
  codecIdOf,
  isTransactional,
  readBatch,
  timestampTypeOf,
} from '../records/batch.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { codecs } from '../records/codecs/index.ts';
import { recordsOf } from '../records/records.ts';
import type { LogConfig } from './log-config.ts';

/** The batch itself where its codec is the one asked for, which for `producer` is any. */
export function inCodecOf(batch: Batch, { compressionType }: LogConfig): Batch {
  if (compressionType === 'producer') return batch;
  const wanted = codecs.find(({ name }) => name === compressionType)!;
  if (codecIdOf(batch) === wanted.id) return batch;
  const encoded = encodeBatch([...recordsOf(batch)], {
    codec: wanted.name,
    timestampType: timestampTypeOf(batch),
    maxTimestamp: batch.maxTimestamp,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    isTransactional: isTransactional(batch),
  });
  return readBatch(encoded);
}
