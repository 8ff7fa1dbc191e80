import { describe, expect, test } from 'vitest';
import { PendingWrites } from './pending-writes.ts';

function held(): { promise: Promise<void>; release: () => void } {
  let release = (): void => {};
  const promise = new Promise<void>((resolve) => (release = resolve));
  return { promise, release };
}

describe('writes of one producer', () => {
  test('are carried out one after the other, those of another do not wait', async () => {
    const pending = new PendingWrites();
    const done: string[] = [];
    const first = held();
    const write =
      (name: string, before = Promise.resolve()) =>
      async () => {
        await before;
        done.push(name);
      };
    const all = [
      pending.inTurn(1, write('1a', first.promise)),
      pending.inTurn(1, write('1b')),
      pending.inTurn(2, write('2a')),
    ];
    await all[2];
    expect([done, pending.isWaiting(1)]).toEqual([['2a'], true]);
    first.release();
    await Promise.all(all);
    expect(done).toEqual(['2a', '1a', '1b']);
  });

  test('go on after one that failed, and are forgotten when all are done', async () => {
    const pending = new PendingWrites();
    const failed = pending.inTurn(1, () => Promise.reject(new Error('a disk')));
    const next = pending.inTurn(1, () => Promise.resolve('written'));
    await expect(failed).rejects.toThrow('a disk');
    expect(await next).toBe('written');
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    expect(pending.isWaiting(1)).toBe(false);
  });
});

describe('a write that waits for the coordinator', () => {
  const write = { producerId: 1, topic: 't', partition: 0 };

  test('is void when a marker of its producer comes first, and no other', async () => {
    const pending = new PendingWrites();
    const seen = await pending.watching(
      [write, { ...write, partition: 1 }],
      async (isStillOpen) => {
        pending.markerWritten({ ...write, producerId: 2 });
        pending.markerWritten({ ...write, topic: 'u' });
        const before = isStillOpen('t', 0);
        pending.markerWritten(write);
        return [before, isStillOpen('t', 0), isStillOpen('t', 1)];
      },
    );
    expect(seen).toEqual([true, false, true]);
  });

  test('does not mind the markers before it', async () => {
    const pending = new PendingWrites();
    pending.markerWritten(write);
    expect(await pending.watching([write], async (isStillOpen) => isStillOpen('t', 0))).toBe(true);
  });
});
