import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeLiveFrame, type LiveFrame, visitLiveFrame } from './live-frame.ts';

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const i32 = fc.integer({ min: -1, max: 2 ** 31 - 1 });
const offset = fc.integer({ min: -1, max: Number.MAX_SAFE_INTEGER });
const rate = fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => value + 0);
const frames: fc.Arbitrary<LiveFrame> = fc.record({
  at: fc.integer({ min: 0 }),
  partitions: fc.array(
    fc.record({
      liveId: u32,
      leader: i32,
      leaderEpoch: i32,
      inSync: u32,
      logStart: offset,
      highWatermark: offset,
      endOffset: offset,
      rate,
      bytesRate: rate,
    }),
  ),
  positions: fc.array(fc.record({ liveId: u32, position: offset, committed: offset, rate })),
  nodes: fc.array(
    fc.record({
      liveId: u32,
      recordsIn: offset,
      recordsOut: offset,
      recordsSkipped: offset,
      rateIn: rate,
      rateOut: rate,
    }),
  ),
});

function decode(buffer: ArrayBuffer): LiveFrame | undefined {
  const frame: LiveFrame = { at: 0, partitions: [], positions: [], nodes: [] };
  const at = visitLiveFrame(buffer, {
    partition: (row) => frame.partitions.push({ ...row }),
    position: (row) => frame.positions.push({ ...row }),
    node: (row) => frame.nodes.push({ ...row }),
  });
  return at === undefined ? undefined : { ...frame, at };
}

test('every frame comes out as it went in', () => {
  fc.assert(
    fc.property(frames, (frame) => {
      expect(decode(encodeLiveFrame(frame))).toEqual(frame);
    }),
  );
});

test('bytes that are no frame are refused whole', () => {
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 20 }), (frame, cut) => {
      const bytes = encodeLiveFrame(frame);
      expect(decode(bytes.slice(0, bytes.byteLength - cut))).toBeUndefined();
    }),
  );
  expect(decode(new ArrayBuffer(24))).toBeUndefined();
});
