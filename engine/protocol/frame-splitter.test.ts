/** Frames come out whole however the stream is cut, and impossible sizes are refused. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedBytesError } from '../base/bytes-reader.ts';
import { FRAME_SIZE_MAX, FrameSplitter } from './frame-splitter.ts';

function framed(body: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length, 0);
  return Buffer.concat([size, body]);
}

/** A splitter and the frames that it gave, copied. */
function collect(sizeMax?: number) {
  const frames: string[] = [];
  const splitter = new FrameSplitter((frame) => frames.push(frame.toString('hex')), sizeMax);
  return { splitter, frames };
}

describe('a frame splitter', () => {
  test('gives the same frames however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }),
        (bodies, cuts) => {
          const stream = Buffer.concat(bodies.map(framed));
          const { splitter, frames } = collect();
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const length = cuts[turn % cuts.length]!;
            splitter.push(stream.subarray(at, at + length));
            at += length;
          }
          expect(frames).toEqual(bodies.map((body) => Buffer.from(body).toString('hex')));
          expect(splitter.pendingBytes).toBe(0);
        },
      ),
    );
  });

  test('does not copy a frame that is whole in its chunk', () => {
    const chunk = framed(Buffer.from('abc'));
    const frames: Buffer[] = [];
    new FrameSplitter((frame) => frames.push(frame)).push(chunk);
    expect(frames[0]!.buffer).toBe(chunk.buffer);
  });

  test('copies a frame over two chunks, so that the chunks may be reused', () => {
    const stream = framed(Buffer.from('abcdef'));
    const { splitter, frames } = collect();
    const first = Buffer.from(stream.subarray(0, 7));
    splitter.push(first);
    first.fill(0);
    expect(splitter.pendingBytes).toBe(7);
    splitter.push(stream.subarray(7));
    expect(frames).toEqual([Buffer.from('abcdef').toString('hex')]);
  });

  test('gives an empty frame as soon as its size is there', () => {
    const { splitter, frames } = collect();
    splitter.push(Buffer.alloc(4));
    expect(frames).toEqual(['']);
  });

  test.each([
    ['a negative size', 'ffffffff', undefined],
    ['a size above the limit', '0000000b', 10],
    // What a TLS client says first, and what a browser says.
    ['a TLS greeting', '16030100', undefined],
    ['an HTTP request', Buffer.from('GET ').toString('hex'), undefined],
  ])('refuses %s', (_, hex, sizeMax) => {
    const { splitter, frames } = collect(sizeMax);
    expect(() => splitter.push(Buffer.from(hex, 'hex'))).toThrow(MalformedBytesError);
    expect(frames).toEqual([]);
  });

  test('takes a frame of the largest size', () => {
    const { splitter, frames } = collect(3);
    splitter.push(framed(Buffer.from('abc')));
    expect(frames.length).toBe(1);
    expect(FRAME_SIZE_MAX).toBe(104_857_600);
  });
});
