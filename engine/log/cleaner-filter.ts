/** Which records and batches a cleaner keeps: the last of each key, and what consumers and producers still need. */

import {
  type Batch,
  codecIdOf,
  deleteHorizonOf,
  isControl,
  isTransactional,
  timestampTypeOf,
} from '../records/batch.ts';
import { encodeBatch, type RecordInput } from '../records/batch-builder.ts';
import { codecsById } from '../records/codecs/index.ts';
import { readTransactionMarker } from '../records/control-record.ts';
import { recordsOf } from '../records/records.ts';
import type { KeyOffsets } from './key-offsets.ts';
import type { ProducerEntry } from './producer-states.ts';
import type { AbortedTransaction } from './transaction-index.ts';

/** What is known of the transactions whose records the cleaner passes, in order of offset. */
export class CleanedTransactions {
  /** The aborted transactions that still have to be told of after cleaning. */
  readonly retained: AbortedTransaction[] = [];
  private readonly pending: AbortedTransaction[];
  private readonly aborted = new Map<
    number,
    { transaction: AbortedTransaction; hasBatches: boolean }
  >();
  private readonly committed = new Set<number>();

  /** `aborted` are all aborted transactions of the segments to be cleaned. */
  constructor(aborted: readonly AbortedTransaction[]) {
    this.pending = aborted.toSorted((a, b) => a.firstOffset - b.firstOffset);
  }

  /** Takes note of a data batch; whether it belongs to an aborted transaction. */
  isAborted(batch: Batch): boolean {
    this.beginUpTo(batch.lastOffset);
    if (!isTransactional(batch)) return false;
    const known = this.aborted.get(batch.producerId);
    if (known === undefined) {
      this.committed.add(batch.producerId);
      return false;
    }
    known.hasBatches = true;
    return true;
  }

  /** Takes note of a control batch; whether no batch of the transaction that it ends was there. */
  isMarkerOfNothing(batch: Batch): boolean {
    this.beginUpTo(batch.lastOffset);
    const marker = readTransactionMarker(batch);
    if (marker === undefined) return false;
    if (marker.outcome === 'commit') return !this.committed.delete(batch.producerId);
    const known = this.aborted.get(batch.producerId);
    this.aborted.delete(batch.producerId);
    if (known === undefined || !known.hasBatches) return true;
    this.retained.push(known.transaction);
    return false;
  }

  private beginUpTo(offset: number): void {
    while (this.pending.length > 0 && this.pending[0]!.firstOffset <= offset) {
      const transaction = this.pending.shift()!;
      this.aborted.set(transaction.producerId, { transaction, hasBatches: false });
    }
  }
}

export interface CleanRules {
  readonly keys: KeyOffsets;
  readonly now: number;
  readonly deleteRetentionMs: number;
  readonly producers: ReadonlyMap<number, ProducerEntry>;
}

/** The batch's bytes as they are to stand in the cleaned segment: as they were, with fewer records, or `undefined` for not at all. */
export function cleanBatch(
  batch: Batch,
  rules: CleanRules,
  transactions: CleanedTransactions,
): Buffer | undefined {
  return isControl(batch)
    ? cleanControl(batch, rules, transactions)
    : cleanData(batch, rules, transactions);
}

/** A marker without records waits out a delete horizon, as tombstones do. */
function cleanControl(
  batch: Batch,
  rules: CleanRules,
  transactions: CleanedTransactions,
): Buffer | undefined {
  if (!transactions.isMarkerOfNothing(batch)) return bytesOf(batch);
  const horizon = deleteHorizonOf(batch);
  if (horizon === undefined)
    return rebuild(batch, [...recordsOf(batch)], rules.now + rules.deleteRetentionMs);
  if (rules.now < horizon) return bytesOf(batch);
  return isLastOfProducer(batch, rules) ? rebuild(batch, [], horizon) : undefined;
}

function cleanData(
  batch: Batch,
  rules: CleanRules,
  transactions: CleanedTransactions,
): Buffer | undefined {
  const isAborted = transactions.isAborted(batch);
  const horizon = deleteHorizonOf(batch);
  const records = isAborted ? [] : [...recordsOf(batch)];
  const keepsTombstones = horizon === undefined || rules.now < horizon;
  const kept = records.filter(
    ({ key, value, offset }) =>
      key !== null && rules.keys.isLatest(key, offset) && (value !== null || keepsTombstones),
  );
  if (kept.length === 0)
    return isLastOfProducer(batch, rules) ? rebuild(batch, [], horizon) : undefined;
  const startsHorizon = horizon === undefined && kept.some(({ value }) => value === null);
  if (kept.length === batch.count && !startsHorizon) return bytesOf(batch);
  return rebuild(batch, kept, startsHorizon ? rules.now + rules.deleteRetentionMs : horizon);
}

/** The sequence of a producer's last batch is remembered by the batch, even when no record of it is left. */
function isLastOfProducer(batch: Batch, { producers }: CleanRules): boolean {
  const entry = producers.get(batch.producerId);
  if (entry === undefined) return false;
  const last = entry.batches.at(-1);
  return last === undefined
    ? isControl(batch) && batch.producerEpoch === entry.producerEpoch
    : last.lastOffset === batch.lastOffset;
}

function bytesOf(batch: Batch): Buffer {
  return batch.buffer.subarray(batch.start, batch.end);
}

/** The same batch with fewer records: it covers the offsets that it covered, so that no reader meets a hole in a sequence. */
function rebuild(
  batch: Batch,
  records: readonly RecordInput[],
  deleteHorizonMs: number | undefined,
): Buffer {
  const timestampType = timestampTypeOf(batch);
  const keepsMaximum = records.length === 0 || timestampType === 'LogAppendTime';
  return encodeBatch(records, {
    baseOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    leaderEpoch: batch.leaderEpoch,
    codec: records.length === 0 ? 'none' : codecsById.get(codecIdOf(batch))!.name,
    timestampType,
    ...(keepsMaximum && { maxTimestamp: batch.maxTimestamp }),
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    isTransactional: isTransactional(batch),
    isControl: isControl(batch),
    ...(deleteHorizonMs !== undefined && { deleteHorizonMs }),
  });
}
