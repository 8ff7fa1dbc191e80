/** On a runtime without zstd the error says what is missing and what to do. */

import { expect, test } from 'vitest';

import { zstdRuntime } from './zstd-runtime.ts';

test('A runtime without zstd says so when it is needed, and not before.', () => {
  const runtime = zstdRuntime({});
  for (const call of [runtime.zstdCompressSync, runtime.zstdDecompressSync]) {
    expect(() => call(Buffer.from('x'))).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_COMPRESSION_TYPE',
        hint: 'Run on Node 22.15 or newer, or use lz4, snappy or gzip.',
      }),
    );
  }
});

test('A runtime with zstd gives its own calls.', () => {
  const runtime = zstdRuntime();
  expect(
    runtime.zstdDecompressSync(runtime.zstdCompressSync(Buffer.from('words'))).toString(),
  ).toBe('words');
});
