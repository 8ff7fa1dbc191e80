/** What the checks of a produced batch of 16 KiB cost. Run: `node engine/records/validate.bench.ts`. */

import { bench, group, run } from 'mitata';

import { encodeBatch } from './batch-builder.ts';
import type { CodecName } from './codecs/define-codec.ts';
import { validateProduceBatches } from './validate.ts';

const BATCH_BYTES = 16 * 1024;

function batchOf(recordBytes: number, codec: CodecName): Buffer {
  const words = 'the quick brown fox jumps over the lazy dog and counts to ';
  const value = Buffer.from(words.repeat(20).slice(0, recordBytes - 10));
  const records = Array.from({ length: BATCH_BYTES / recordBytes }, (_, index) => {
    const own = Buffer.from(value);
    own.write(`${index * 7919}`, index % 20);
    return { value: own, timestamp: 1_700_000_000_000 + index };
  });
  return encodeBatch(records, { codec });
}

const rules = {
  now: 1_700_000_000_000,
  maxMessageBytes: 1_048_588,
  timestampType: 'CreateTime',
} as const;

for (const recordBytes of [1024, 128]) {
  group(`16 KiB of records of ${recordBytes} bytes`, () => {
    for (const codec of ['none', 'lz4', 'snappy', 'zstd', 'gzip'] as const) {
      const batch = batchOf(recordBytes, codec);
      bench(codec, () => validateProduceBatches(batch, rules));
    }
  });
}

await run();
