/** Rows of live numbers under ids that are never reused, and which of them changed since a page last looked. */

export class LiveTable<Row extends { liveId: number }> {
  readonly #rows = new Map<number, Row>();
  readonly #changedAt = new Map<number, number>();
  #version = 0;

  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }

  get(liveId: number): Row | undefined {
    return this.#rows.get(liveId);
  }

  /** Puts a row in place of the one with its id, or beside the others. */
  set(row: Row): void {
    this.#rows.set(row.liveId, row);
    this.#changedAt.set(row.liveId, ++this.#version);
  }

  delete(liveId: number): void {
    this.#rows.delete(liveId);
    this.#changedAt.delete(liveId);
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  /** The rows that changed after `version`; all of them after version 0. */
  since(version: number): Row[] {
    if (version === this.#version) return [];
    const rows: Row[] = [];
    for (const [id, changedAt] of this.#changedAt)
      if (changedAt > version) rows.push(this.#rows.get(id)!);
    return rows;
  }
}
