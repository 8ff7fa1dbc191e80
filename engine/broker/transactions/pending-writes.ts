/** Writes within transactions that wait for the coordinator's word: in order by producer, and void once a marker overtakes them. */

interface PendingWrite {
  readonly producerId: number;
  readonly topic: string;
  readonly partition: number;
}

/** Whether no marker of the producer has come since the write began to wait. */
export type IsStillOpen = (topic: string, partition: number) => boolean;

interface Watch {
  readonly write: PendingWrite;
  isOvertaken: boolean;
}

export class PendingWrites {
  readonly #turns = new Map<number, Promise<unknown>>();
  readonly #watches = new Set<Watch>();

  isWaiting(producerId: number): boolean {
    return this.#turns.has(producerId);
  }

  /** A producer's writes are carried out one after the other, so that their sequence numbers are in order. */
  inTurn<Result>(producerId: number, write: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(producerId) ?? Promise.resolve();
    const result = before.then(write);
    const turn = result.then(ended, ended).then(() => {
      if (this.#turns.get(producerId) === turn) this.#turns.delete(producerId);
    });
    this.#turns.set(producerId, turn);
    return result;
  }

  /**
   * A transaction that ends between the coordinator's word and the write would take the write into no transaction at
   * all. `task` gets to know which writes that has happened to.
   */
  async watching<Result>(
    writes: readonly PendingWrite[],
    task: (isStillOpen: IsStillOpen) => Promise<Result>,
  ): Promise<Result> {
    const watches = writes.map((write): Watch => ({ write, isOvertaken: false }));
    for (const watch of watches) this.#watches.add(watch);
    const isOvertaken = (topic: string, partition: number): boolean =>
      watches.some(
        (watch) =>
          watch.isOvertaken && watch.write.topic === topic && watch.write.partition === partition,
      );
    try {
      return await task((topic, partition) => !isOvertaken(topic, partition));
    } finally {
      for (const watch of watches) this.#watches.delete(watch);
    }
  }

  markerWritten({ producerId, topic, partition }: PendingWrite): void {
    for (const watch of this.#watches) {
      const { write } = watch;
      if (write.producerId === producerId && write.topic === topic && write.partition === partition)
        watch.isOvertaken = true;
    }
  }
}

function ended(): void {}
