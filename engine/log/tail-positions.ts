/** Where the newest batches stand in the active segment: readers at the end of a log need no index and no scan. */

const KEPT = 64;

export class TailPositions {
  private readonly offsets = new Float64Array(KEPT);
  private readonly positions = new Float64Array(KEPT);
  private count = 0;

  /** Batches are added in order. */
  add(baseOffset: number, position: number): void {
    const slot = this.count % KEPT;
    this.offsets[slot] = baseOffset;
    this.positions[slot] = position;
    this.count += 1;
  }

  /** The position of the batch that holds `offset`; `undefined` when it is older than what is kept. */
  positionOf(offset: number): number | undefined {
    const oldest = Math.max(0, this.count - KEPT);
    for (let index = this.count - 1; index >= oldest; index -= 1) {
      if (this.offsets[index % KEPT]! <= offset) return this.positions[index % KEPT]!;
    }
    return undefined;
  }

  clear(): void {
    this.count = 0;
  }
}
