import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newFollower } from './follower-state.ts';
import { type InSyncView, nextHighWatermark } from './in-sync.ts';

const views = fc
  .record({
    isr: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1 }),
    pending: fc.option(fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1 }), {
      nil: undefined,
    }),
    joining: fc.uniqueArray(fc.constantFrom(2, 3, 4)),
    ends: fc.record({
      2: fc.integer({ min: -1, max: 50 }),
      3: fc.integer({ min: -1, max: 50 }),
      4: fc.integer({ min: -1, max: 50 }),
    }),
    endOffset: fc.integer({ min: 0, max: 50 }),
    highWatermark: fc.integer({ min: 0, max: 50 }),
  })
  .map(({ isr, pending, joining, ends, endOffset, highWatermark }): InSyncView => ({
    isr: [...new Set([1, ...isr])],
    pendingIsr: pending,
    joining: new Set(joining),
    followers: new Map(
      [2, 3, 4].map((id) => [
        id,
        { ...newFollower(id, 0), endOffset: Math.min(ends[id as 2 | 3 | 4], endOffset) },
      ]),
    ),
    endOffset,
    highWatermark: Math.min(highWatermark, endOffset),
    epochStartOffset: 0,
  }));

test('the high watermark never goes back, and never beyond what each member has', () => {
  fc.assert(
    fc.property(views, fc.integer({ min: 1, max: 4 }), (view, minInSync) => {
      const next = nextHighWatermark(view, minInSync);
      expect(next).toBeGreaterThanOrEqual(view.highWatermark);
      expect(next).toBeLessThanOrEqual(view.endOffset);
      if (next === view.highWatermark) return;
      expect(view.isr.length).toBeGreaterThanOrEqual(minInSync);
      for (const id of [...view.isr, ...(view.pendingIsr ?? []), ...view.joining]) {
        if (id !== 1) expect(view.followers.get(id)!.endOffset).toBeGreaterThanOrEqual(next);
      }
    }),
  );
});
