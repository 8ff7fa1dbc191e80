/** The shape of everything that keeps state in an internal topic: decide on records, replay them, nothing else. */

import type { Millis } from '../base/ports/clock.ts';

/** One moment on both clocks: records carry the wall's time, time-outs are measured on the one that never goes back. */
export interface Moment {
  readonly wallMs: Millis;
  readonly monotonicMs: Millis;
}

/** Names a caller who waits for a reply; a machine may keep it in its state and answer later. */
export type RequestId = number;

export interface ProducerIdentity {
  readonly producerId: number;
  readonly producerEpoch: number;
}

export interface Answer<Reply> {
  readonly to: RequestId;
  readonly reply: Reply;
}

/** What a command leads to: records to replay in order, and replies that may be sent once the records are safe. */
export interface Decision<Record, Reply> {
  readonly records: readonly Record[];
  readonly answers: readonly Answer<Reply>[];
  /** The producer whose transaction the records belong to; none by default. */
  readonly transaction?: ProducerIdentity;
}

/** Key and value as the log holds them; a null value deletes what the key names. */
export interface StoredRecord {
  readonly key: Buffer;
  readonly value: Buffer | null;
}

/** A record as read back, with what its batch says about the transaction that it belongs to. */
export interface LogEntry extends StoredRecord {
  readonly offset: number;
  /** The producer whose transaction the record belongs to, or undefined outside transactions. */
  readonly transaction: ProducerIdentity | undefined;
}

/** The end of a producer's transaction, from a control batch. */
export interface TransactionEnd {
  readonly producerId: number;
  readonly committed: boolean;
}

/**
 * `decide` may not change state; `replay` is the only thing that does.
 * A record that `encode` turns into nothing is volatile: it is replayed here and now, never logged, and lost with this coordinator.
 */
export interface Machine<State, Command, Record, Reply> {
  create(): State;
  decide(state: Readonly<State>, command: Command, now: Moment): Decision<Record, Reply>;
  replay(state: State, record: Record): void;
  encode(record: Record): StoredRecord | undefined;
  /** Undefined for a kind of record that this version does not know; such records stay in the log untouched. */
  decode(entry: LogEntry): Record | undefined;
  transactionEnded(end: TransactionEnd): Record;
  /** What a new coordinator does first, with the state that the log gave it. */
  afterLoad(state: Readonly<State>): readonly Command[];
  readonly deadlines: Deadlines<State, Command>;
}

/** The part of a state that waits for time to pass, by the key of the part that waits. */
export interface Deadlines<State, Command> {
  /** The part that a command is about; undefined for one that moves no deadline nearer. */
  keyOf(command: Command): string | undefined;
  /** When the part has next to be looked at, on the monotonic clock. */
  dueAt(state: Readonly<State>, key: string): Millis | undefined;
  /** What to run then. */
  expire(key: string): Command;
}
