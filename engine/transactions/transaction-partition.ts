/** One partition of `__transaction_state` while this broker leads it: its runtime, and the markers on their way. */

import type { Clock } from '../base/ports/clock.ts';
import { sleep } from '../base/ports/clock.ts';
import type { CoordinatorLog } from '../coordinator/coordinator-log.ts';
import { CoordinatorRuntime } from '../coordinator/coordinator-runtime.ts';
import type { RequestId } from '../coordinator/machine.ts';
import type { Refusal } from '../coordinator/refusal.ts';
import type {
  AskedCommand,
  TransactionCommand,
  TransactionReplies,
  TransactionReply,
} from './decide/command.ts';
import { type MarkerPort, writeMarkers } from './marker-writer.ts';
import type { Transaction, TransactionRecord } from './records/transaction-record.ts';
import type { TransactionConfig } from './transaction-config.ts';
import { transactionMachine } from './transaction-machine.ts';
import { isPrepared, type TransactionsState } from './transactions-state.ts';

export interface TransactionPartitionOptions {
  readonly clock: Clock;
  readonly config: TransactionConfig;
  readonly markers: MarkerPort;
  readonly log: CoordinatorLog;
  readonly leaderEpoch: number;
  readonly onFailed: (error: unknown) => void;
}

export interface TransactionAsk<Kind extends keyof TransactionReplies> {
  readonly command: (request: RequestId) => Extract<AskedCommand, { kind: Kind }>;
  readonly refuse: (refusal: Refusal) => TransactionReplies[Kind];
}

/** How long after a completion could not be written it is tried again. */
const RETRY_MS = 100;

export class TransactionPartition {
  private readonly options: TransactionPartitionOptions;
  private readonly runtime: CoordinatorRuntime<
    TransactionsState,
    TransactionCommand,
    TransactionRecord,
    TransactionReply
  >;
  /** By transactional id: who waits for the markers. */
  private readonly waiting = new Map<string, (() => void)[]>();

  constructor(options: TransactionPartitionOptions) {
    const { clock, config, log, leaderEpoch, onFailed } = options;
    this.options = options;
    this.runtime = new CoordinatorRuntime({
      machine: transactionMachine(config),
      clock,
      log,
      leaderEpoch,
      commitTimeoutMs: config.commitTimeoutMs,
      onReplayed: (record) => this.replayed(record),
      onLoaded: () => this.resume(),
      onFailed,
    });
  }

  get isClosed(): boolean {
    return this.runtime.status === 'closed';
  }

  /** The machine answers a command with the reply of its kind, which the types of the runtime cannot tell. */
  ask<Kind extends keyof TransactionReplies>(
    ask: TransactionAsk<Kind>,
  ): Promise<TransactionReplies[Kind]> {
    return this.runtime.ask(ask) as Promise<TransactionReplies[Kind]>;
  }

  /** Resolves when the transaction that is being ended has all its markers, or after `waitMsMax`. */
  whenSettled(transactionalId: string, waitMsMax: number): Promise<void> {
    const transaction = this.runtime.state.transactions.get(transactionalId);
    if (transaction === undefined || !isPrepared(transaction)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.options.clock.schedule(waitMsMax, resolve);
      const settled = (): void => {
        timer.cancel();
        resolve();
      };
      const others = this.waiting.get(transactionalId) ?? [];
      this.waiting.set(transactionalId, [...others, settled]);
    });
  }

  /** Forgets ids that were not used for too long. */
  forgetIdle(): void {
    if (this.runtime.status !== 'active') return;
    for (const transactionalId of this.runtime.state.transactions.keys())
      this.runtime.tell({ kind: 'forget', transactionalId });
  }

  close(): void {
    this.runtime.close();
    for (const transactionalId of this.waiting.keys()) this.release(transactionalId);
  }

  private replayed(record: TransactionRecord): void {
    if (record.kind !== 'transaction') return;
    const { transactionalId, value } = record;
    if (value !== null && isPrepared(value)) {
      this.options.clock.defer(() => void this.finish(transactionalId));
    } else this.release(transactionalId);
  }

  private release(transactionalId: string): void {
    const waiting = this.waiting.get(transactionalId) ?? [];
    this.waiting.delete(transactionalId);
    for (const settled of waiting) settled();
  }

  /** Goes on with what the coordinator before had decided. */
  private resume(): void {
    for (const [transactionalId, transaction] of this.runtime.state.transactions)
      if (isPrepared(transaction)) void this.finish(transactionalId);
  }

  /** The outcome first has to be safe: a marker cannot be taken back. */
  private async finish(transactionalId: string): Promise<void> {
    const prepared = await this.ask({
      command: (request) => ({ kind: 'prepared', request, transactionalId }),
      refuse: ({ kind }) => (kind === 'timed-out' ? 'ask again' : 'not prepared'),
    });
    if (prepared === 'not prepared') return;
    if (prepared === 'ask again') return this.finish(transactionalId);
    const outcome = await writeMarkers(
      {
        producerId: prepared.producerId,
        producerEpoch: prepared.producerEpoch,
        committed: prepared.status === 'PrepareCommit',
        coordinatorEpoch: this.options.leaderEpoch,
        clientVersion: prepared.clientVersion,
        partitions: prepared.partitions,
      },
      {
        port: this.options.markers,
        clock: this.options.clock,
        isCancelled: () => this.isClosed,
      },
    );
    if (outcome === 'written') await this.complete(transactionalId, prepared);
  }

  private async complete(
    transactionalId: string,
    { producerId, producerEpoch }: Transaction,
  ): Promise<void> {
    const command = { kind: 'complete', transactionalId, producerId, producerEpoch } as const;
    while (this.runtime.tell(command) !== undefined && !this.isClosed)
      await sleep(this.options.clock, RETRY_MS);
  }
}
