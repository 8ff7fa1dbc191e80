/** A budget of bytes; who finds it used up waits in line. */

interface Waiting {
  readonly size: number;
  readonly resolve: () => void;
}

export class MemoryLimit {
  readonly sizeMax: number;
  #used = 0;
  readonly #waiting: Waiting[] = [];

  constructor(sizeMax: number) {
    this.sizeMax = sizeMax;
  }

  /** Takes the bytes at once and returns undefined, or returns when they will have been taken. */
  take(size: number): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#used + size <= this.sizeMax) {
      this.#used += size;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push({ size, resolve }));
  }

  release(size: number): void {
    this.#used -= size;
    for (;;) {
      const next = this.#waiting[0];
      if (next === undefined || this.#used + next.size > this.sizeMax) return;
      this.#waiting.shift();
      this.#used += next.size;
      next.resolve();
    }
  }
}
