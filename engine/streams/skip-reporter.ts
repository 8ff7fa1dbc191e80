/** Tells of skipped records without flooding: the first at once, then at most one sentence in a while that counts the rest. */

import type { Clock, Timer } from '../base/ports/clock.ts';
import type { SkippedRecord } from './stream-task.ts';

/** How long after a sentence the next one waits. */
const QUIET_MS = 5000;

export class SkipReporter {
  readonly #clock: Clock;
  readonly #say: (sentence: string) => void;
  #timer: Timer | undefined;
  #untold = 0;
  #last: SkippedRecord | undefined;

  constructor(clock: Clock, say: (sentence: string) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  report(skipped: readonly SkippedRecord[]): void {
    const first = skipped[0];
    if (first === undefined) return;
    this.#untold += skipped.length;
    this.#last = skipped.at(-1);
    if (this.#timer === undefined) this.#tell(first);
  }

  /** Tells what is left to tell. */
  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#untold > 0 && this.#last !== undefined)
      this.#say(sentenceOf(this.#last, this.#untold));
    this.#untold = 0;
  }

  #tell(record: SkippedRecord): void {
    this.#say(sentenceOf(record, this.#untold));
    this.#untold = 0;
    this.#timer = this.#clock.schedule(QUIET_MS, () => {
      this.#timer = undefined;
      if (this.#untold > 0 && this.#last !== undefined) this.#tell(this.#last);
    });
  }
}

function sentenceOf({ topic, partition, offset, reason }: SkippedRecord, count: number): string {
  const place = `${topic}-${partition} at offset ${offset}`;
  if (count === 1) return `The record in ${place} is not JSON (${reason}) and was skipped.`;
  return `${count} records are not JSON and were skipped, such as the one in ${place} (${reason}).`;
}
