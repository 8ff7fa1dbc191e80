/** The time of a simulated world: a queue of what is due, and the turns in which it happens. */

import type { Millis, Timer } from '../../base/ports/clock.ts';

interface Due {
  readonly at: Millis;
  /** What was scheduled first comes first among what is due at the same time. */
  readonly order: number;
  task: (() => void) | undefined;
}

/** Node empties the microtask queue between two immediates, so one round of its loop serves so many turns. */
const TURNS_PER_ROUND = 64;

export class VirtualTime {
  /** Milliseconds since the world began. */
  now: Millis = 0;
  /** Turns that have happened. */
  turns = 0;
  /** A binary heap; the earliest is at 0. */
  readonly #heap: Due[] = [];
  #scheduled = 0;

  schedule(delayMs: Millis, task: () => void): Timer {
    const due: Due = { at: this.now + Math.max(0, delayMs), order: this.#scheduled++, task };
    this.#push(due);
    return {
      cancel() {
        due.task = undefined;
      },
    };
  }

  /** Lets one thing after another happen, each with all the promises that it settles, until `isOver` or nothing is due. */
  run(isOver: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let isDone = false;
      const turn = (): void => {
        if (isDone) return;
        try {
          isDone = isOver() || !this.#turn();
          if (isDone) resolve();
        } catch (error) {
          isDone = true;
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const round = (): void => {
        if (isDone) return;
        for (let turns = 0; turns < TURNS_PER_ROUND; turns++) setImmediate(turn);
        setImmediate(round);
      };
      round();
    });
  }

  /** False when nothing is due any more. */
  #turn(): boolean {
    for (;;) {
      const due = this.#pop();
      if (due === undefined) return false;
      if (due.task === undefined) continue;
      this.now = due.at;
      this.turns++;
      due.task();
      return true;
    }
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(due);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(due, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = due;
  }

  #pop(): Due | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
