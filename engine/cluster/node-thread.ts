/** The common part of node threads: reports to the cluster, and how a thread ends. */

import { parentPort } from 'node:worker_threads';
import { assert } from '../base/assert.ts';
import { EngineError, messageOf } from '../base/errors.ts';
import { describeCrash } from '../broker/server/server.ts';
import type { NodeOrder, NodeReport } from './node-messages.ts';

export function report(message: NodeReport): void {
  parentPort?.postMessage(message);
}

/** Takes orders until the thread ends. */
export function onOrder(take: (order: NodeOrder) => void): void {
  assert(parentPort, 'A node thread is started by a cluster.');
  parentPort.on('message', take);
}

/** A bug: the thread reports it and ends, as a process would. */
export function crash(error: unknown): void {
  report({ kind: 'crashed', report: describeCrash(error) });
  process.exit(1);
}

/** Runs what may fail at start: an operating error is told in one sentence, anything else is a bug. */
export async function started(start: () => Promise<void>): Promise<void> {
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  try {
    await start();
  } catch (error) {
    if (!(error instanceof EngineError)) return crash(error);
    report({ kind: 'failed', code: error.code, message: messageOf(error), hint: error.hint });
    process.exit(1);
  }
}

/** Stops in order, then ends the thread. */
export async function stopped(stop: () => Promise<void>): Promise<void> {
  try {
    await stop();
    report({ kind: 'stopped' });
    process.exit(0);
  } catch (error) {
    crash(error);
  }
}
