/** The batches of one partition, in order; one is under way at a time, so that order holds over retries. */

import { BatchBuilder, type RecordInput } from '../../../records/batch-builder.ts';
import { sequenceAfter } from '../../../records/batch.ts';
import type { TopicPartition } from '../../cluster-client.ts';
import type { Identity } from './identity.ts';
import type { PendingBatch } from './pending-batch.ts';

export class PartitionQueue implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly batches: PendingBatch[] = [];
  /** The first batch is under way. */
  isSending = false;
  /** A failed attempt waits for its pause. */
  isResting = false;
  #identity: Identity | undefined;
  #nextSequence = 0;

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  get isReady(): boolean {
    return this.batches.length > 0 && !this.isSending && !this.isResting;
  }

  /** Adds to the last batch, or begins one with `begin` when there is none that takes it. */
  append(
    record: RecordInput,
    options: { sizeMax: number; begin: () => PendingBatch },
  ): { batch: PendingBatch; index: number; isNew: boolean } {
    const last = this.batches.at(-1);
    const fits =
      last !== undefined &&
      !last.isSealed &&
      last.size + BatchBuilder.sizeOf(record) <= options.sizeMax;
    const batch = fits ? last : options.begin();
    if (!fits) this.batches.push(batch);
    return { batch, index: batch.append(record), isNew: !fits };
  }

  /** The bytes of the first batch. Under a new identity the sequences of the partition begin at 0. */
  firstBytes(identity: Identity | undefined): Buffer {
    const first = this.batches[0]!;
    if (identity === undefined) return first.bytesFor(undefined, -1);
    if (first.identity !== undefined && first.identity === this.#identity) {
      return first.bytesFor(first.identity, first.baseSequence);
    }
    if (this.#identity !== identity) {
      this.#identity = identity;
      this.#nextSequence = 0;
    }
    const bytes = first.bytesFor(identity, this.#nextSequence);
    this.#nextSequence = sequenceAfter(this.#nextSequence, first.count);
    return bytes;
  }

  /** The first batch is sent under a new identity next time. */
  forgetIdentity(): void {
    this.#identity = undefined;
  }
}
