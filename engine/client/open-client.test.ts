/** Bootstrap servers as people write them. */

import { describe, expect, test } from 'vitest';
import { parseBootstrap } from './open-client.ts';

describe('bootstrap servers', () => {
  test.each([
    ['localhost:9092', [{ host: 'localhost', port: 9092 }]],
    [
      ' a:1 , b:65535,',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 65_535 },
      ],
    ],
    ['[::1]:9092', [{ host: '::1', port: 9092 }]],
    ['PLAINTEXT://kafka.example:9092', [{ host: 'kafka.example', port: 9092 }]],
  ])('%j', (text, addresses) => {
    expect(parseBootstrap(text)).toEqual(addresses);
  });

  test.each([
    '',
    ',',
    'localhost',
    'localhost:',
    'localhost:0',
    'a:70000',
    'a:b',
    '::1:9092',
    'http://a/b:1',
  ])('%j is refused with a hint', (text) => {
    expect(() => parseBootstrap(text)).toThrow(
      expect.objectContaining({
        code: 'BAD_ADDRESS',
        hint: 'Write host:port, with commas between several.',
      }),
    );
  });
});
