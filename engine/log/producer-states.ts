/** What a log knows of its idempotent and transactional producers (KIP-98): sequences, epochs and open transactions. */

import {
  type Batch,
  isTransactional,
  lastSequenceOf,
  NO_SEQUENCE,
  sequenceAfter,
} from '../records/batch.ts';
import type { TransactionMarker } from '../records/control-record.ts';

/** A batch that a producer may send again. */
export interface ProducerBatch {
  lastSequence: number;
  lastOffset: number;
  offsetDelta: number;
  timestamp: number;
}

export interface ProducerEntry {
  readonly producerId: number;
  producerEpoch: number;
  coordinatorEpoch: number;
  lastTimestamp: number;
  /** -1 when no transaction is open. */
  currentTxnFirstOffset: number;
  /** The last ones, oldest first; as many as a producer may have in flight. */
  batches: ProducerBatch[];
}

/** A transaction that ended in this log. */
export interface CompletedTransaction {
  producerId: number;
  firstOffset: number;
  lastOffset: number;
  outcome: 'commit' | 'abort';
  /** Where the log is stable without this transaction. */
  lastStableOffset: number;
}

export type ProducerError =
  | 'OUT_OF_ORDER_SEQUENCE_NUMBER'
  | 'INVALID_PRODUCER_EPOCH'
  | 'INVALID_TXN_STATE'
  | 'TRANSACTION_COORDINATOR_FENCED';

export type ProducerCheck =
  | { kind: 'new' }
  | { kind: 'duplicate'; batch: ProducerBatch }
  | { kind: 'refused'; error: ProducerError; message: string };

const BATCHES_KEPT = 5;
const NO_OFFSET = -1;
const NEW: ProducerCheck = { kind: 'new' };

export class ProducerStates {
  private readonly entries = new Map<number, ProducerEntry>();
  /** First offsets of open transactions by producer, in order of offset. */
  private readonly ongoing = new Map<number, number>();
  /** Ended, but the marker is not yet below the high watermark. */
  private unreplicated: { firstOffset: number; lastOffset: number }[] = [];

  get all(): ReadonlyMap<number, ProducerEntry> {
    return this.entries;
  }

  /** The first offset that read-committed consumers may not see beyond; `undefined` when all is decided. */
  get firstUnstableOffset(): number | undefined {
    const ongoing = this.ongoing.values().next().value;
    const unreplicated = this.unreplicated[0]?.firstOffset;
    return ongoing === undefined ? unreplicated : Math.min(ongoing, unreplicated ?? ongoing);
  }

  /** Whether the leader may append this batch of a client. */
  check(batch: Batch): ProducerCheck {
    const entry = this.entries.get(batch.producerId);
    if (entry === undefined) return NEW;
    const duplicate = duplicateOf(batch, entry);
    if (duplicate !== undefined) return { kind: 'duplicate', batch: duplicate };
    if (batch.producerEpoch < entry.producerEpoch) return fencedEpoch(batch, entry);
    return checkSequence(batch, entry) ?? this.checkTransaction(batch, entry) ?? NEW;
  }

  private checkTransaction(batch: Batch, entry: ProducerEntry): ProducerCheck | undefined {
    if (entry.currentTxnFirstOffset === NO_OFFSET || isTransactional(batch)) return undefined;
    return refused(
      'INVALID_TXN_STATE',
      `Producer ${batch.producerId} wrote outside its open transaction.`,
    );
  }

  /** Whether the leader may append what a coordinator writes for a producer. */
  checkEpoch(batch: Batch): ProducerCheck {
    const entry = this.entries.get(batch.producerId);
    return entry !== undefined && batch.producerEpoch < entry.producerEpoch
      ? fencedEpoch(batch, entry)
      : NEW;
  }

  /** Whether the leader may append this marker of a transaction coordinator. */
  checkMarker(batch: Batch, marker: TransactionMarker): ProducerCheck {
    const entry = this.entries.get(batch.producerId);
    if (entry === undefined) return NEW;
    if (batch.producerEpoch < entry.producerEpoch) return fencedEpoch(batch, entry);
    return marker.coordinatorEpoch < entry.coordinatorEpoch
      ? refused(
          'TRANSACTION_COORDINATOR_FENCED',
          `Coordinator epoch ${marker.coordinatorEpoch} is older than ${entry.coordinatorEpoch}.`,
        )
      : NEW;
  }

  /** Takes note of a data batch that is in the log with final offsets. */
  append(batch: Batch): void {
    const entry = this.entryFor(batch);
    if (batch.producerEpoch !== entry.producerEpoch) {
      entry.producerEpoch = batch.producerEpoch;
      entry.batches = [];
    }
    if (batch.baseSequence !== NO_SEQUENCE) {
      if (entry.batches.length === BATCHES_KEPT) entry.batches.shift();
      entry.batches.push({
        lastSequence: lastSequenceOf(batch),
        lastOffset: batch.lastOffset,
        offsetDelta: batch.lastOffsetDelta,
        timestamp: batch.maxTimestamp,
      });
    }
    entry.lastTimestamp = batch.maxTimestamp;
    if (isTransactional(batch) && entry.currentTxnFirstOffset === NO_OFFSET) {
      entry.currentTxnFirstOffset = batch.baseOffset;
      this.ongoing.set(batch.producerId, batch.baseOffset);
    }
  }

  /** Takes note of a marker that is in the log; returns the transaction that it ended, if one was open. */
  appendMarker(batch: Batch, marker: TransactionMarker): CompletedTransaction | undefined {
    const entry = this.entryFor(batch);
    if (batch.producerEpoch !== entry.producerEpoch) {
      entry.producerEpoch = batch.producerEpoch;
      entry.batches = [];
    }
    entry.coordinatorEpoch = marker.coordinatorEpoch;
    entry.lastTimestamp = batch.maxTimestamp;
    const firstOffset = entry.currentTxnFirstOffset;
    if (firstOffset === NO_OFFSET) return undefined;
    entry.currentTxnFirstOffset = NO_OFFSET;
    this.ongoing.delete(batch.producerId);
    const lastOffset = batch.baseOffset;
    this.unreplicated.push({ firstOffset, lastOffset });
    this.unreplicated.sort((a, b) => a.firstOffset - b.firstOffset);
    const next = this.ongoing.values().next().value;
    return {
      producerId: batch.producerId,
      firstOffset,
      lastOffset,
      outcome: marker.outcome,
      lastStableOffset: next ?? lastOffset + 1,
    };
  }

  highWatermarkMoved(highWatermark: number): void {
    if (this.unreplicated.length === 0) return;
    this.unreplicated = this.unreplicated.filter(({ lastOffset }) => lastOffset >= highWatermark);
  }

  /** Forgets producers that have been idle for longer than `expirationMs`, unless their transaction is open. */
  expire(now: number, expirationMs: number): void {
    for (const [producerId, entry] of this.entries) {
      const isIdle =
        entry.currentTxnFirstOffset === NO_OFFSET && now - entry.lastTimestamp >= expirationMs;
      if (isIdle) this.entries.delete(producerId);
    }
  }

  /** Puts what a snapshot says in place of all. */
  restore(entries: readonly ProducerEntry[]): void {
    this.clear();
    for (const entry of entries) this.entries.set(entry.producerId, entry);
    const open = entries.filter(({ currentTxnFirstOffset }) => currentTxnFirstOffset !== NO_OFFSET);
    open.sort((a, b) => a.currentTxnFirstOffset - b.currentTxnFirstOffset);
    for (const entry of open) this.ongoing.set(entry.producerId, entry.currentTxnFirstOffset);
  }

  clear(): void {
    this.entries.clear();
    this.ongoing.clear();
    this.unreplicated = [];
  }

  private entryFor(batch: Batch): ProducerEntry {
    const known = this.entries.get(batch.producerId);
    if (known !== undefined) return known;
    const entry: ProducerEntry = {
      producerId: batch.producerId,
      producerEpoch: batch.producerEpoch,
      coordinatorEpoch: -1,
      lastTimestamp: -1,
      currentTxnFirstOffset: NO_OFFSET,
      batches: [],
    };
    this.entries.set(batch.producerId, entry);
    return entry;
  }
}

function refused(error: ProducerError, message: string): ProducerCheck {
  return { kind: 'refused', error, message };
}

function fencedEpoch(batch: Batch, entry: ProducerEntry): ProducerCheck {
  return refused(
    'INVALID_PRODUCER_EPOCH',
    `Epoch ${batch.producerEpoch} of producer ${batch.producerId} is older than ${entry.producerEpoch}.`,
  );
}

function duplicateOf(batch: Batch, entry: ProducerEntry): ProducerBatch | undefined {
  if (batch.producerEpoch !== entry.producerEpoch) return undefined;
  const lastSequence = lastSequenceOf(batch);
  return entry.batches.find(
    (known) => known.lastSequence === lastSequence && known.offsetDelta === batch.lastOffsetDelta,
  );
}

/** A new epoch starts at 0, also where a marker has begun it; within an epoch each batch follows the last. */
function checkSequence(batch: Batch, entry: ProducerEntry): ProducerCheck | undefined {
  const { baseSequence, producerEpoch, producerId } = batch;
  if (producerEpoch !== entry.producerEpoch) {
    return baseSequence === 0
      ? undefined
      : outOfOrder(`a new epoch of producer ${producerId} starts at ${baseSequence}`);
  }
  const last = entry.batches.at(-1)?.lastSequence ?? NO_SEQUENCE;
  const expected = last === NO_SEQUENCE ? 0 : sequenceAfter(last, 1);
  return baseSequence === expected
    ? undefined
    : outOfOrder(`producer ${producerId} sent ${baseSequence} after ${last}`);
}

function outOfOrder(what: string): ProducerCheck {
  return refused('OUT_OF_ORDER_SEQUENCE_NUMBER', `Sequence numbers have a gap: ${what}.`);
}
