/** Runs a sink connector as a consumer group: put, flush, and only then let the offsets be committed. */

import type { ConsumedBatch, Consumer } from '../client/cluster-client.ts';
import type { ConnectCounters, ConnectTask, ConnectTaskOptions } from './connect-task.ts';
import { readSettings } from './connector-settings.ts';
import type { SinkConnector, SinkTask } from './connectors/define-connector.ts';
import { FlushTimer } from './flush-timer.ts';

/** What waits for one flush together: a flush costs a sync of the disk. */
const FLUSH_INTERVAL_MS = 50;
const COMMIT_INTERVAL_MS = 200;
const RECORDS_MAX = 5000;

export interface SinkTaskOptions extends ConnectTaskOptions {
  readonly connector: SinkConnector;
  readonly topics: readonly string[];
}

/** Connect's own name for the group of a sink. */
export function sinkGroup(name: string): string {
  return `connect-${name}`;
}

export async function startSinkTask(options: SinkTaskOptions): Promise<ConnectTask> {
  const { connector, config, client, clientId, topics, name, ports } = options;
  const task = connector.task({ ...options, settings: readSettings(connector.fields, config) });
  const counters: ConnectCounters = { recordsIn: 0, recordsOut: 0 };
  const flushes = new FlushTimer(ports.clock, FLUSH_INTERVAL_MS, () => task.flush());
  task.start();
  try {
    const hold = { isPaused: false };
    const consumer: Consumer = await client.consumer({
      clientId,
      groupId: sinkGroup(name),
      topics,
      from: 'earliest',
      recordsMax: RECORDS_MAX,
      commitIntervalMs: COMMIT_INTERVAL_MS,
      onBatch: (batch) => handle(batch, { task, flushes, counters }),
      // What a rebalance brings while it is held is held as well.
      onAssigned: (partitions) => (hold.isPaused ? consumer.pause(partitions) : undefined),
    });
    return runningSink({ consumer, task, counters, hold });
  } catch (error) {
    task.abandon();
    throw error;
  }
}

interface Work {
  readonly task: SinkTask;
  readonly flushes: FlushTimer;
  readonly counters: ConnectCounters;
}

async function handle(batch: ConsumedBatch, { task, flushes, counters }: Work): Promise<void> {
  task.put(batch);
  await flushes.next();
  counters.recordsIn += batch.records.length;
}

interface Parts {
  readonly consumer: Consumer;
  readonly task: SinkTask;
  readonly counters: ConnectCounters;
  readonly hold: { isPaused: boolean };
}

function runningSink({ consumer, task, counters, hold }: Parts): ConnectTask {
  let hasFailed = false;
  const done = consumer.done.catch((error: unknown) => {
    hasFailed = true;
    throw error;
  });
  done.catch(() => undefined);
  return {
    counters,
    status: () => '',
    done,
    pause: () => {
      hold.isPaused = true;
      consumer.pause();
    },
    resume: () => {
      hold.isPaused = false;
      consumer.resume();
    },
    abandon: () => {
      hasFailed = true;
    },
    close: async () => {
      try {
        await consumer.close();
      } catch {
        hasFailed = true;
      }
      if (hasFailed) task.abandon();
      else task.close();
    },
  };
}
