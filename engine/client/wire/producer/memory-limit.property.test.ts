/** Whoever asks first is served first, and no more is given than there is. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryLimit } from './memory-limit.ts';

test('takers are served in order, within the limit, and all in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 30 }),
      async (sizes) => {
        const limit = new MemoryLimit(15);
        const served: number[] = [];
        let used = 0;
        const serve = (index: number) => {
          served.push(index);
          used += sizes[index]!;
          expect(used).toBeLessThanOrEqual(15);
        };
        sizes.forEach((size, index) => {
          const room = limit.take(size);
          if (room === undefined) serve(index);
          else void room.then(() => serve(index));
        });
        for (let done = 0; done < sizes.length; done++) {
          expect(served.length).toBeGreaterThan(done);
          used -= sizes[served[done]!]!;
          limit.release(sizes[served[done]!]!);
          await Promise.resolve();
          await Promise.resolve();
        }
        expect(served).toEqual(sizes.map((_, index) => index));
      },
    ),
  );
});
