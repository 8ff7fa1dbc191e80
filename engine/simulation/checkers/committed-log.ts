/** What is known to be committed of one partition: its batches and the values of their records. */

import { type Batch, batchesOf } from '../../records/batch.ts';
import { recordsOf } from '../../records/records.ts';
import type { PartitionLog } from '../../log/partition-log.ts';

interface CommittedBatch {
  readonly identity: string;
  readonly by: string;
}

const READ_BYTES = 256 * 1024;

export class CommittedLog {
  readonly #batches = new Map<number, CommittedBatch>();
  readonly values = new Map<number, string>();
  endOffset = 0;

  /** Takes what `log` calls committed from an offset on; returns where it ends, or what contradicts others. */
  take(log: PartitionLog, from: number, by: string): { checkedTo: number } | { problem: string } {
    let checkedTo = from;
    while (checkedTo < log.highWatermark) {
      const bytes = log.read(checkedTo, { maxBytes: READ_BYTES, upTo: log.highWatermark });
      if (bytes.length === 0) break;
      for (const batch of batchesOf(bytes)) {
        if (batch.baseOffset < checkedTo) continue;
        const problem = this.#takeBatch(batch, by);
        if (problem !== undefined) return { problem };
        checkedTo = batch.lastOffset + 1;
      }
    }
    return { checkedTo };
  }

  #takeBatch(batch: Batch, by: string): string | undefined {
    const { baseOffset, lastOffset, crc, leaderEpoch } = batch;
    const identity = `${baseOffset} to ${lastOffset} of epoch ${leaderEpoch}, checksum ${crc.toString(16)}`;
    const known = this.#batches.get(baseOffset);
    if (known !== undefined) {
      if (known.identity === identity) return undefined;
      return `${known.by} committed ${known.identity}, but ${by} has ${identity}.`;
    }
    if (baseOffset < this.endOffset) {
      return `${by} has ${identity}, where others have committed batches with other bounds.`;
    }
    this.#batches.set(baseOffset, { identity, by });
    for (const { offset, value } of recordsOf(batch)) this.values.set(offset, textOf(value));
    this.endOffset = lastOffset + 1;
    return undefined;
  }
}

export class CommittedLogs {
  readonly #logs = new Map<string, CommittedLog>();

  /** By the name of the partition. */
  of(name: string): CommittedLog {
    const known = this.#logs.get(name) ?? new CommittedLog();
    this.#logs.set(name, known);
    return known;
  }
}

/** The value of a record without the padding that makes its size vary. */
export function textOf(value: Buffer | null): string {
  return value?.toString('latin1').trimEnd() ?? '';
}
