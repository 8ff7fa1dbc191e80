/** Bounds what is held open or in memory: of many things that can be let go and got back, the ones in use stay. */

export interface Releasable {
  /** Set by its owner at every use, cleared here when its turn to go has come once. */
  wasUsed: boolean;
  release(): void;
}

/** Second chance: the oldest goes unless it was used since it was last looked at. */
export class RecentlyUsed {
  private readonly limit: number;
  private readonly held = new Set<Releasable>();

  constructor(limit: number) {
    this.limit = limit;
  }

  get size(): number {
    return this.held.size;
  }

  /** Makes room for `item` and holds it. */
  hold(item: Releasable): void {
    while (this.held.size >= this.limit) this.releaseOne();
    this.held.add(item);
  }

  /** The item was let go by its owner. */
  forget(item: Releasable): void {
    this.held.delete(item);
  }

  private releaseOne(): void {
    for (const item of this.held) {
      this.held.delete(item);
      if (!item.wasUsed) {
        item.release();
        return;
      }
      item.wasUsed = false;
      this.held.add(item);
    }
  }
}
