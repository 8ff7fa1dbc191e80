/** Numbers of many rows in one typed array per column; rows are found by the number that live frames call them by. */

const ROWS_AT_FIRST = 64;

export class LiveRows<Column extends string> {
  private readonly slots = new Map<number, number>();
  private readonly arrays = new Map<Column, Float64Array>();
  private capacity = ROWS_AT_FIRST;

  constructor(columns: readonly Column[]) {
    for (const column of columns) this.arrays.set(column, new Float64Array(ROWS_AT_FIRST));
  }

  get size(): number {
    return this.slots.size;
  }

  has(liveId: number): boolean {
    return this.slots.has(liveId);
  }

  /** NaN while nothing is known. */
  read(liveId: number, column: Column): number {
    const slot = this.slots.get(liveId);
    return slot === undefined ? Number.NaN : (this.arrays.get(column)?.[slot] ?? Number.NaN);
  }

  write(liveId: number, row: Readonly<Record<Column, number>>): void {
    let slot = this.slots.get(liveId);
    if (slot === undefined) {
      slot = this.slots.size;
      this.slots.set(liveId, slot);
      if (slot >= this.capacity) this.grow();
    }
    for (const [column, array] of this.arrays) array[slot] = row[column];
  }

  private grow(): void {
    this.capacity *= 2;
    for (const [column, array] of this.arrays) {
      const larger = new Float64Array(this.capacity);
      larger.set(array);
      this.arrays.set(column, larger);
    }
  }
}
