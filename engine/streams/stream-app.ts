/** A running topology: a member of a consumer group that reads, processes, writes, and commits only what has been written. */

import type { Clock } from '../base/ports/clock.ts';
import type {
  ClusterClient,
  ConsumedBatch,
  Consumer,
  PartitionOffset,
  Producer,
  StartFrom,
} from '../client/cluster-client.ts';
import { SkipReporter } from './skip-reporter.ts';
import { StreamTask } from './stream-task.ts';
import type { Topology } from './topology.ts';

export interface StreamAppOptions {
  /** Kafka Streams' `application.id`: the name of the group, under which positions are kept. */
  readonly applicationId: string;
  readonly clientId: string;
  readonly topology: Topology;
  readonly client: ClusterClient;
  readonly clock: Clock;
  /** Where to begin when the group has no position. */
  readonly from: StartFrom;
  /** A sentence about records that are not JSON. */
  readonly onSkipped: (sentence: string) => void;
}

export interface StreamCounters {
  recordsIn: number;
  recordsOut: number;
  recordsSkipped: number;
}

export interface StreamApp {
  readonly counters: Readonly<StreamCounters>;
  /** Settles when the app has ended: by `close`, or with what ended it. */
  readonly done: Promise<void>;
  positions(): PartitionOffset[];
  /** Holds it where it reads; what has been read goes through. */
  pause(): void;
  resume(): void;
  /** Lets what has been read go through, commits, leaves the group. */
  close(): Promise<void>;
}

/** What one batch may hold: enough to be quick, few enough that a turn stays short. */
const RECORDS_MAX = 5000;
const COMMIT_INTERVAL_MS = 200;

/**
 * At least once: a batch counts as handled, and its offset may be committed, when all that came out of it has been
 * acknowledged. Batches of one partition follow each other, so their order is kept; those of several overlap.
 * Memory is bounded by one batch per partition and the producer's own limit, at which `send` waits.
 */
export async function startStreamApp(options: StreamAppOptions): Promise<StreamApp> {
  const { client, clientId, topology } = options;
  const counters: StreamCounters = { recordsIn: 0, recordsOut: 0, recordsSkipped: 0 };
  const reporter = new SkipReporter(options.clock, options.onSkipped);
  const task = new StreamTask(topology);
  const producer = await client.producer({ clientId });
  let isPaused = false;
  const consumer: Consumer = await client
    .consumer({
      clientId,
      groupId: options.applicationId,
      topics: topology.sources,
      from: options.from,
      recordsMax: RECORDS_MAX,
      commitIntervalMs: COMMIT_INTERVAL_MS,
      onBatch: (batch) =>
        handle(batch, { task, producer, reporter, counters, sink: topology.sink }),
      // What a rebalance brings while it is held is held as well.
      onAssigned: (partitions) => (isPaused ? consumer.pause(partitions) : undefined),
    })
    .catch(async (error: unknown) => {
      await producer.close();
      throw error;
    });
  return {
    counters,
    done: consumer.done,
    positions: () => consumer.positions(),
    pause: () => {
      isPaused = true;
      consumer.pause();
    },
    resume: () => {
      isPaused = false;
      consumer.resume();
    },
    close: () => close(consumer, producer, reporter),
  };
}

interface Work {
  readonly task: StreamTask;
  readonly producer: Producer;
  readonly reporter: SkipReporter;
  readonly counters: StreamCounters;
  readonly sink: string;
}

async function handle(batch: ConsumedBatch, work: Work): Promise<void> {
  const { messages, skipped } = work.task.process(batch);
  if (messages.length > 0) await work.producer.send(work.sink, messages);
  // Told and counted only now: a batch that fails comes again.
  work.counters.recordsIn += batch.records.length;
  work.counters.recordsOut += messages.length;
  work.counters.recordsSkipped += skipped.length;
  work.reporter.report(skipped);
}

async function close(
  consumer: Consumer,
  producer: Producer,
  reporter: SkipReporter,
): Promise<void> {
  try {
    await consumer.close();
  } finally {
    await producer.close();
    reporter.close();
  }
}
