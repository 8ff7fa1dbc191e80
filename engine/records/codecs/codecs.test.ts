/** Every codec gives back what it was given, reads the variants that other clients write, and refuses bombs. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lz4Decompress, snappyCompress, snappyDecompress } from '@platformatic/wasm-utils/bundled';

import { codecs, codecsById, lz4, snappy } from './index.ts';

const SIZE_MAX = 16 * 1024 * 1024;

/** Short texts repeated, so that matches of all lengths and overlaps occur. */
const content = fc
  .array(
    fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3000 })),
    {
      maxLength: 8,
    },
  )
  .map((parts) =>
    Buffer.concat(parts.map(([part, times]) => Buffer.concat(Array(times).fill(part)))),
  );

describe.each(codecs.map((codec) => [codec.name, codec] as const))('%s', (name, codec) => {
  test('gives back what it was given', () => {
    fc.assert(
      fc.property(content, (bytes) => {
        expect(codec.decompress(codec.compress(bytes), SIZE_MAX).equals(bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test.skipIf(name === 'none')('refuses what decodes to more than allowed', () => {
    const bomb = codec.compress(Buffer.alloc(1_000_000));
    expect(() => codec.decompress(bomb, 999_999)).toThrow(
      expect.objectContaining({ code: 'RECORDS_CORRUPT' }),
    );
    expect(codec.decompress(bomb, 1_000_000).length).toBe(1_000_000);
  });

  test.skipIf(name === 'none')(
    'refuses whatever is cut short, and never does anything but refuse',
    () => {
      const compressed = codec.compress(
        Buffer.from('the same words, the same words, the same words again'),
      );
      for (let size = 1; size < compressed.length - 8; size += 1) {
        if (name === 'snappy' && size === 16) continue; // The header alone is a stream of nothing.
        expect(() => codec.decompress(compressed.subarray(0, size), SIZE_MAX)).toThrow(
          expect.objectContaining({ code: 'RECORDS_CORRUPT' }),
        );
      }
    },
  );

  test('answers any bytes with a result or with the one error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), (rubbish, at) => {
        const compressed = Buffer.from(codec.compress(Buffer.alloc(300, 'abcabd')));
        compressed.set(rubbish.subarray(0, compressed.length), 0);
        const flipped = codec
          .compress(Buffer.alloc(300, 'abcabd'))
          .map((byte, index) => (index === at % 40 ? byte ^ 4 : byte));
        for (const bytes of [Buffer.from(rubbish), compressed, Buffer.from(flipped)]) {
          try {
            codec.decompress(bytes, 10_000);
          } catch (error) {
            expect(error).toMatchObject({ code: 'RECORDS_CORRUPT' });
          }
        }
      }),
    );
  });
});

test('Codecs are found by the number that Kafka gave them.', () => {
  const names = [0, 1, 2, 3, 4, 5].map((id) => codecsById.get(id)?.name);
  expect(names).toEqual(['none', 'gzip', 'snappy', 'lz4', 'zstd', undefined]);
});

test('Snappy without the frames of the Java library is read too.', () => {
  const bytes = Buffer.from('bare, bare, bare snappy as librdkafka writes it');
  expect(snappy.decompress(snappyCompress(bytes), SIZE_MAX)).toEqual(bytes);
});

test('Snappy is written in blocks of 32 KiB after the header of the Java library.', () => {
  const compressed = snappy.compress(Buffer.alloc(33 * 1024));
  expect(compressed.subarray(0, 16).toString('hex')).toBe('82534e41505059000000000100000001');
  const firstBlock = compressed.readInt32BE(16);
  const secondBlock = compressed.readInt32BE(20 + firstBlock);
  expect(compressed.length).toBe(24 + firstBlock + secondBlock);
});

test('Another library reads what we write.', () => {
  fc.assert(
    fc.property(content, (bytes) => {
      fc.pre(bytes.length > 0);
      expect(lz4Decompress(lz4.compress(bytes)).equals(bytes)).toBe(true);
      const block = bytes.subarray(0, 32 * 1024);
      const bare = snappy.compress(block).subarray(20);
      expect(snappyDecompress(bare).equals(block)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('What repeats takes little room, what does not takes no more than it is.', () => {
  const words = Buffer.from('{"colour":"RED","widget_weight_g":120} '.repeat(2000));
  const noise = Buffer.from(
    Array.from({ length: 100_000 }, (_, at) => Math.imul(at, at * 7919) >>> 11),
  );
  for (const codec of [lz4, snappy]) {
    expect(codec.compress(words).length).toBeLessThan(words.length / 10);
    expect(codec.compress(noise).length).toBeLessThan(noise.length + 200);
  }
});

test('LZ4 blocks may refer to earlier blocks, and frames may carry checksums and sizes.', () => {
  const frame = Buffer.concat([
    // Version 1, linked blocks, block checksums, content size; blocks of 64 KiB; header checksum not looked at.
    Buffer.from('04224d18' + '58' + '40' + '0600000000000000' + '00', 'hex'),
    Buffer.from('03000080' + '616263' + 'ffffffff', 'hex'),
    // A match of 4 at distance 3 in the block before, then no literals.
    Buffer.from('04000000' + '00' + '0300' + '00' + 'ffffffff', 'hex'),
    Buffer.from('00000000', 'hex'),
  ]);
  expect(lz4.decompress(frame, SIZE_MAX).toString()).toBe('abcabca');
});
