/** Of what may be held only so many, what is in use stays. */

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { RecentlyUsed, type Releasable } from './recently-used.ts';

class Thing implements Releasable {
  wasUsed = false;
  isHeld = false;
  private readonly room: RecentlyUsed;

  constructor(room: RecentlyUsed) {
    this.room = room;
  }

  use(): void {
    this.wasUsed = true;
    if (this.isHeld) return;
    this.room.hold(this);
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
  }
}

test('Never more are held than may be, and what is used is.', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat({ max: 9 })), (limit, uses) => {
      const room = new RecentlyUsed(limit);
      const things = Array.from({ length: 10 }, () => new Thing(room));
      for (const use of uses) {
        things[use]!.use();
        const held = things.filter(({ isHeld }) => isHeld);
        expect([held.includes(things[use]!), held.length <= limit, room.size]).toEqual([
          true,
          true,
          held.length,
        ]);
      }
    }),
  );
});

test('What is used between others stays, what is not goes.', () => {
  const room = new RecentlyUsed(2);
  const [often, once, other, another] = Array.from({ length: 4 }, () => new Thing(room)) as [
    Thing,
    Thing,
    Thing,
    Thing,
  ];
  often.use();
  once.use();
  other.use();
  often.use();
  another.use();
  often.use();
  expect([often, once].map(({ isHeld }) => isHeld)).toEqual([true, false]);
});

test('What has let itself go is forgotten.', () => {
  const room = new RecentlyUsed(2);
  const [one, two, three] = Array.from({ length: 3 }, () => new Thing(room)) as [
    Thing,
    Thing,
    Thing,
  ];
  one.use();
  two.use();
  room.forget(one);
  three.use();
  expect([room.size, two.isHeld]).toEqual([2, true]);
});
