/** What happened in a simulation, one line for each event, and a fingerprint of everything that was sent. */

import { crc32c } from '../records/crc32c.ts';
import type { VirtualTime } from './world/virtual-time.ts';

const TIME_WIDTH = 11;
const WHO_WIDTH = 11;

export class Trace {
  readonly lines: string[] = [];
  readonly #time: VirtualTime;
  readonly #onLine: (line: string) => void;
  #fingerprint = 0;

  constructor(time: VirtualTime, onLine: (line: string) => void = () => {}) {
    this.#time = time;
    this.#onLine = onLine;
  }

  note(who: string, what: string): void {
    const time = `${(this.#time.now / 1000).toFixed(4)}s`.padStart(TIME_WIDTH);
    const line = `${time}  ${who.padEnd(WHO_WIDTH)} ${what}`;
    this.lines.push(line);
    this.#onLine(line);
  }

  /** Two runs that differ anywhere have different fingerprints. */
  stamp(what: string): void {
    this.#fingerprint = crc32c(Buffer.from(`${this.#fingerprint} ${this.#time.now} ${what}`));
  }

  get fingerprint(): string {
    return this.#fingerprint.toString(16).padStart(8, '0');
  }
}
