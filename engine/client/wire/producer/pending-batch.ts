/** Records of one partition that go to the broker together, and those who wait for them. */

import {
  BatchBuilder,
  type BatchOptions,
  type RecordInput,
} from '../../../records/batch-builder.ts';
import {
  BatchField,
  computeBatchCrc,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
} from '../../../records/batch.ts';
import { writeInt64 } from '../../../records/int64.ts';
import type { Compression } from '../../cluster-client.ts';
import type { Identity } from './identity.ts';

export class PendingBatch {
  /** When it is given up, on the clock that never goes back. */
  readonly deadline: number;
  /** The offset of the first record, once the broker has told it. */
  readonly delivered: Promise<number>;
  identity: Identity | undefined;
  baseSequence = NO_SEQUENCE;
  attempts = 0;
  /** Bytes of the memory budget that are given back when the batch is done. */
  reserved = 0;
  readonly #options: BatchOptions;
  readonly #builder: BatchBuilder;
  #bytes: Buffer | undefined;
  #resolve: (baseOffset: number) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(codec: Compression, deadline: number) {
    this.deadline = deadline;
    this.#options = { codec };
    this.#builder = new BatchBuilder(this.#options);
    this.delivered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Each sender waits for its own batches; one that has stopped waiting must not end the process.
    this.delivered.catch(() => undefined);
  }

  get count(): number {
    return this.#builder.count;
  }

  /** Bytes before compression. */
  get size(): number {
    return this.#builder.size;
  }

  /** Nothing more may be added: the bytes have been made. */
  get isSealed(): boolean {
    return this.#bytes !== undefined;
  }

  /** Returns the place of the record within the batch. */
  append(record: RecordInput): number {
    this.#builder.append(record);
    this.reserved += BatchBuilder.sizeOf(record);
    return this.#builder.count - 1;
  }

  /** The batch under an identity; the same bytes again when it is sent again under the same one. */
  bytesFor(identity: Identity | undefined, baseSequence: number): Buffer {
    const isSame = this.identity === identity && this.baseSequence === baseSequence;
    if (this.#bytes !== undefined && isSame) return this.#bytes;
    this.identity = identity;
    this.baseSequence = baseSequence;
    if (this.#bytes === undefined) {
      Object.assign(this.#options, identity, { baseSequence });
      this.#bytes = this.#builder.build();
    } else relabel(this.#bytes, identity, baseSequence);
    return this.#bytes;
  }

  succeed(baseOffset: number): void {
    this.#resolve(baseOffset);
  }

  fail(error: unknown): void {
    this.#reject(error);
  }
}

/** Only the header knows the identity, so the records stay as they are. */
function relabel(bytes: Buffer, identity: Identity | undefined, baseSequence: number): void {
  writeInt64(bytes, identity?.producerId ?? NO_PRODUCER_ID, BatchField.producerId);
  bytes.writeInt16BE(identity?.producerEpoch ?? -1, BatchField.producerEpoch);
  bytes.writeInt32BE(baseSequence, BatchField.baseSequence);
  bytes.writeUInt32BE(computeBatchCrc(bytes, 0, bytes.length), BatchField.crc);
}
