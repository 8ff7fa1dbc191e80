/** One partition that is being read: where it stands, and what has been fetched but not handled. */

import { batchesOf } from '../../records/batch.ts';
import { dataRecordsOf } from '../../records/records.ts';
import type { ConsumedBatch, ConsumedRecord, TopicPartition } from '../cluster-client.ts';

interface Fetched {
  readonly records: Iterator<ConsumedRecord>;
  /** The record after the last that was handed out; undefined at the end. */
  ahead: ConsumedRecord | undefined;
  /** Where reading goes on after everything fetched. */
  readonly endOffset: number;
}

export class FetchedPartition implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  isPaused = false;
  highWatermark = -1;
  /** Where the next fetch begins; undefined until the start has been looked up. */
  fetchOffset: number | undefined;
  /** The first record that has not been handled. */
  position: number | undefined;
  /** Rises with each seek, so that what was fetched before it can be told apart. */
  generation = 0;
  #fetched: Fetched | undefined;

  constructor({ topic, partition }: TopicPartition, position: number | undefined) {
    this.topic = topic;
    this.partition = partition;
    this.fetchOffset = position;
    this.position = position;
  }

  get hasRecords(): boolean {
    return this.#fetched !== undefined;
  }

  seek(offset: number): void {
    this.generation += 1;
    this.#fetched = undefined;
    this.fetchOffset = offset;
    this.position = offset;
  }

  /** Looks the start up again before the next fetch. */
  forgetPosition(): void {
    this.generation += 1;
    this.#fetched = undefined;
    this.fetchOffset = undefined;
    this.position = undefined;
  }

  /** Takes what a fetch from `fetchOffset` has brought; records are decoded when they are handed out. */
  accept(bytes: Buffer): void {
    let endOffset = this.fetchOffset ?? 0;
    for (const { lastOffset } of batchesOf(bytes)) endOffset = Math.max(endOffset, lastOffset + 1);
    if (endOffset === this.fetchOffset) return;
    const records = dataRecordsOf(bytes, this.fetchOffset);
    const first = records.next();
    this.#fetched = { records, ahead: first.done === true ? undefined : first.value, endOffset };
    this.fetchOffset = endOffset;
  }

  /** The next records, at most so many; without records where only control records or gaps were fetched. */
  take(recordsMax: number): ConsumedBatch {
    const { topic, partition, highWatermark } = this;
    const records: ConsumedRecord[] = [];
    const fetched = this.#fetched;
    if (fetched === undefined) {
      return { topic, partition, records, nextOffset: this.position ?? 0, highWatermark };
    }
    while (fetched.ahead !== undefined && records.length < recordsMax) {
      records.push(fetched.ahead);
      const next = fetched.records.next();
      fetched.ahead = next.done === true ? undefined : next.value;
    }
    if (fetched.ahead === undefined) this.#fetched = undefined;
    const nextOffset = fetched.ahead?.offset ?? fetched.endOffset;
    return { topic, partition, records, nextOffset, highWatermark };
  }

  /** Drops what is held, so that the next fetch begins at the position. */
  drop(): void {
    this.#fetched = undefined;
    this.fetchOffset = this.position;
  }
}
