/** One fetcher for each broker that leads something this broker follows. */

import type { Partition } from '../partition/partition.ts';
import type { ReplicaFetcher } from './replica-fetcher.ts';

interface Following {
  readonly fetcher: ReplicaFetcher;
  close(): void;
}

export class Fetchers {
  readonly #open: (leaderId: number) => Following;
  readonly #byLeader = new Map<number, Following>();
  readonly #leaders = new Map<Partition, number>();

  /** `open` makes the fetcher and its connection. */
  constructor(open: (leaderId: number) => Following) {
    this.#open = open;
  }

  /** Fetches from `leaderId` from now on, also when it is the same leader in a new epoch. */
  follow(partition: Partition, leaderId: number): void {
    if (this.#leaders.get(partition) !== leaderId) this.unfollow(partition);
    this.#leaders.set(partition, leaderId);
    let following = this.#byLeader.get(leaderId);
    if (!following) {
      following = this.#open(leaderId);
      this.#byLeader.set(leaderId, following);
    }
    following.fetcher.add(partition);
  }

  unfollow(partition: Partition): void {
    const leaderId = this.#leaders.get(partition);
    if (leaderId === undefined) return;
    this.#leaders.delete(partition);
    const following = this.#byLeader.get(leaderId);
    following?.fetcher.remove(partition);
    if (following?.fetcher.size === 0) {
      following.close();
      this.#byLeader.delete(leaderId);
    }
  }

  close(): void {
    for (const following of this.#byLeader.values()) following.close();
    this.#byLeader.clear();
    this.#leaders.clear();
  }
}
