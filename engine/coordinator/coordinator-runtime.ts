/** Runs one machine over one partition of an internal topic, for one term of leadership. */

import { assert } from '../base/assert.ts';
import type { Clock, Millis } from '../base/ports/clock.ts';
import { Alarms } from './alarms.ts';
import { CommitQueue } from './commit-queue.ts';
import type { CoordinatorLog } from './coordinator-log.ts';
import {
  type EndingTransaction,
  loadedBatches,
  logBatchesOf,
  markerBatchOf,
  type Loaded,
} from './log-batches.ts';
import type { Answer, Decision, Machine, Moment, RequestId } from './machine.ts';
import { LOADING, NOT_COORDINATOR, type Refusal } from './refusal.ts';

export interface RuntimeOptions<State, Command, Record, Reply> {
  readonly machine: Machine<State, Command, Record, Reply>;
  readonly clock: Clock;
  readonly log: CoordinatorLog;
  readonly leaderEpoch: number;
  /** How long a reply waits for replication. */
  readonly commitTimeoutMs: Millis;
  /** Called after each record that a command led to has been replayed; not while loading. */
  readonly onReplayed?: (record: Record) => void;
  readonly onLoaded?: () => void;
  /** The log could not be read; this coordinator will serve nobody. */
  readonly onFailed?: (error: unknown) => void;
}

export type RuntimeStatus = 'loading' | 'active' | 'closed';

export interface Ask<Command, Reply> {
  /** The command, given the name under which the reply is awaited. */
  readonly command: (request: RequestId) => Command;
  /** The reply when it cannot be carried out. */
  readonly refuse: (refusal: Refusal) => Reply;
  /** For replies that tell nothing of what is written: they do not wait for what was written before. */
  readonly isImmediate?: boolean;
}

interface Caller<Reply> {
  readonly settle: (reply: Reply) => void;
  readonly refuse: (refusal: Refusal) => void;
  readonly isImmediate: boolean;
}

/** How long after a failed append a deadline that passed is tried again. */
const EXPIRE_RETRY_MS = 500;

export class CoordinatorRuntime<State, Command, Record, Reply> {
  readonly state: State;
  private readonly options: RuntimeOptions<State, Command, Record, Reply>;
  private readonly callers = new Map<RequestId, Caller<Reply>>();
  private readonly queue: CommitQueue;
  private readonly alarms: Alarms;
  private currentStatus: RuntimeStatus = 'loading';
  private lastRequest: RequestId = 0;
  private lastWritten: number;

  constructor(options: RuntimeOptions<State, Command, Record, Reply>) {
    const { clock, commitTimeoutMs, log, machine } = options;
    this.options = options;
    this.state = machine.create();
    this.queue = new CommitQueue({ clock, timeoutMs: commitTimeoutMs, committedOffset: -1 });
    this.alarms = new Alarms(clock, (key) => this.ring(key));
    this.lastWritten = -1;
    clock.defer(() => this.loadFrom(log.startOffset));
  }

  get status(): RuntimeStatus {
    return this.currentStatus;
  }

  /** Carries out a command; resolves with the machine's reply once what it stands for is committed. Never rejects. */
  ask({ command, refuse, isImmediate = false }: Ask<Command, Reply>): Promise<Reply> {
    if (this.currentStatus === 'loading') return Promise.resolve(refuse(LOADING));
    if (this.currentStatus === 'closed') return Promise.resolve(refuse(NOT_COORDINATOR));
    this.lastRequest += 1;
    const request = this.lastRequest;
    return new Promise((resolve) => {
      const settle = resolve;
      this.callers.set(request, { settle, refuse: (why) => resolve(refuse(why)), isImmediate });
      const failure = this.run(command(request));
      if (failure !== undefined) this.refuseCaller(request, failure);
    });
  }

  /** Carries out a command for which nobody waits; returns why it could not be. */
  tell(command: Command): Refusal | undefined {
    if (this.currentStatus === 'loading') return LOADING;
    if (this.currentStatus === 'closed') return NOT_COORDINATOR;
    return this.run(command);
  }

  /** Writes the marker that ends a producer's transaction; resolves when it is committed, or with why it could not be. */
  endTransaction(ending: EndingTransaction): Promise<Refusal | undefined> {
    if (this.currentStatus === 'loading') return Promise.resolve(LOADING);
    if (this.currentStatus === 'closed') return Promise.resolve(NOT_COORDINATOR);
    const { log, leaderEpoch, clock, machine } = this.options;
    const appended = log.append(markerBatchOf(ending, clock.now()), leaderEpoch);
    if (typeof appended === 'number') return Promise.resolve({ kind: 'log', error: appended });
    this.awaitCommit(appended.baseOffset);
    this.replay([machine.transactionEnded(ending)]);
    return new Promise((resolve) => {
      this.queue.wait(this.lastWritten, () => resolve(undefined), resolve);
    });
  }

  /** Gives the partition up: everyone who waits is told to look for the new coordinator. */
  close(): void {
    if (this.currentStatus === 'closed') return;
    this.currentStatus = 'closed';
    this.alarms.cancelAll();
    this.queue.refuseAll(NOT_COORDINATOR);
    for (const request of this.callers.keys()) this.refuseCaller(request, NOT_COORDINATOR);
  }

  private run(command: Command): Refusal | undefined {
    const { machine } = this.options;
    const decision = machine.decide(this.state, command, this.now());
    const failure = this.write(decision);
    if (failure === undefined) for (const answer of decision.answers) this.send(answer);
    this.setAlarm(machine.deadlines.keyOf(command), failure);
    return failure;
  }

  /** Appends what is to be logged and replays it; after a failed append the records behind it have not happened. */
  private write({ records, transaction }: Decision<Record, Reply>): Refusal | undefined {
    const { machine, log, leaderEpoch, clock } = this.options;
    const encoded = records.map((record) => machine.encode(record));
    let replayed = 0;
    const batches = logBatchesOf(encoded, { leaderEpoch, timestamp: clock.now(), transaction });
    for (const batch of batches) {
      const appended = log.append(batch.bytes, leaderEpoch);
      if (typeof appended === 'number') return { kind: 'log', error: appended };
      this.awaitCommit(appended.baseOffset + batch.records - 1);
      this.replay(records.slice(replayed, batch.doneCount));
      replayed = batch.doneCount;
    }
    this.replay(records.slice(replayed));
    return undefined;
  }

  private replay(records: readonly Record[]): void {
    const { machine, onReplayed } = this.options;
    for (const record of records) {
      machine.replay(this.state, record);
      onReplayed?.(record);
    }
  }

  private awaitCommit(lastOffset: number): void {
    this.lastWritten = lastOffset;
    void this.options.log.committed(lastOffset).then((error) => {
      if (this.currentStatus === 'closed') return;
      if (error === 0) this.queue.committed(lastOffset);
      else this.close();
    });
  }

  private send({ to, reply }: Answer<Reply>): void {
    const caller = this.callers.get(to);
    assert(caller !== undefined, 'An answer goes to a caller that waits.');
    this.callers.delete(to);
    const settle = (): void => caller.settle(reply);
    if (caller.isImmediate) settle();
    else this.queue.wait(this.lastWritten, settle, caller.refuse);
  }

  private refuseCaller(request: RequestId, refusal: Refusal): void {
    const caller = this.callers.get(request);
    this.callers.delete(request);
    caller?.refuse(refusal);
  }

  private setAlarm(key: string | undefined, failure: Refusal | undefined): void {
    if (key === undefined || this.currentStatus !== 'active') return;
    const { machine, clock } = this.options;
    const dueAt = machine.deadlines.dueAt(this.state, key);
    const earliest = failure === undefined ? 0 : clock.monotonic() + EXPIRE_RETRY_MS;
    this.alarms.update(key, dueAt === undefined ? undefined : Math.max(dueAt, earliest));
  }

  private ring(key: string): void {
    const { machine, clock } = this.options;
    const dueAt = machine.deadlines.dueAt(this.state, key);
    if (dueAt === undefined || dueAt > clock.monotonic()) this.alarms.update(key, dueAt);
    else this.run(machine.deadlines.expire(key));
  }

  private now(): Moment {
    const { clock } = this.options;
    return { wallMs: clock.now(), monotonicMs: clock.monotonic() };
  }

  /** Replays one read at a time, so that a long log does not hold up the rest of the broker. */
  private loadFrom(offset: number): void {
    if (this.currentStatus === 'closed') return;
    const { log, clock } = this.options;
    try {
      const next = this.replayFrom(offset);
      if (next > offset && next < log.endOffset) clock.defer(() => this.loadFrom(next));
      else this.finishLoad(next);
    } catch (error) {
      this.close();
      this.options.onFailed?.(error);
    }
  }

  private replayFrom(offset: number): number {
    let next = offset;
    for (const { lastOffset, loaded } of loadedBatches(this.options.log.read(offset), offset)) {
      for (const item of loaded) this.replayLoaded(item);
      next = lastOffset + 1;
    }
    return next;
  }

  private replayLoaded(item: Loaded): void {
    const { machine } = this.options;
    const record =
      item.kind === 'record' ? machine.decode(item.entry) : machine.transactionEnded(item.end);
    if (record !== undefined) machine.replay(this.state, record);
  }

  private finishLoad(endOffset: number): void {
    const { machine, onLoaded } = this.options;
    this.currentStatus = 'active';
    if (endOffset > this.options.log.startOffset) this.awaitCommit(endOffset - 1);
    for (const command of machine.afterLoad(this.state)) this.run(command);
    onLoaded?.();
  }
}
