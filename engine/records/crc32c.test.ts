/** Both checksums give the published values and agree with each other. */

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { crc32c, slicedCrc32c } from './crc32c.ts';

test.each([
  ['', 0],
  ['123456789', 0xe3069283],
  ['\0'.repeat(32), 0x8a9136aa],
])('The checksum of %j is the published one.', (text, expected) => {
  expect([crc32c(Buffer.from(text)), slicedCrc32c(Buffer.from(text))]).toEqual([
    expected,
    expected,
  ]);
});

test('The portable checksum agrees with the native one on any bytes, wherever they begin.', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 16 }), (bytes, start) => {
      const part = bytes.subarray(start);
      expect(slicedCrc32c(part)).toBe(crc32c(part));
    }),
  );
});
