/** The last offset of each key in a part of a log: what a cleaner compares records with. */

/** About a hundred bytes a key, so some tens of megabytes; what does not fit waits for the next cleaning. */
const KEYS_MAX = 500_000;

export class KeyOffsets {
  /** Records from here on are not known, and are kept. */
  end: number;
  private readonly offsets = new Map<string, number>();
  private readonly keysMax: number;

  constructor(start: number, keysMax = KEYS_MAX) {
    this.end = start;
    this.keysMax = keysMax;
  }

  get isFull(): boolean {
    return this.offsets.size >= this.keysMax;
  }

  set(key: Buffer, offset: number): void {
    this.offsets.set(key.toString('latin1'), offset);
  }

  isLatest(key: Buffer, offset: number): boolean {
    return offset >= this.end || offset >= (this.offsets.get(key.toString('latin1')) ?? -1);
  }
}
