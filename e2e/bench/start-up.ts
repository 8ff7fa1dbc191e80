/** How long three brokers take to be ready, and how much memory they hold when idle. */

import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnServe } from '../clients/penstock-serve.ts';
import { barFigure, median, type Figure } from './figure.ts';

const rounds = 5;
const idleMs = 5000;

export async function measureStartUp(): Promise<Figure[]> {
  const readyMs: number[] = [];
  let residentMiB = 0;
  for (let round = 0; round < rounds; round++) {
    const serve = await spawnServe([]);
    readyMs.push(serve.seenReadyMs);
    if (round === rounds - 1) {
      await delay(idleMs);
      residentMiB = residentMemoryMiB(serve.pid);
    }
    await serve.stop();
  }
  return [
    barFigure({
      name: `three brokers ready, from process start (median of ${rounds})`,
      value: median(readyMs),
      unit: 'ms',
      atMost: 1000,
    }),
    barFigure({ name: 'resident memory, idle', value: residentMiB, unit: 'MiB', atMost: 250 }),
  ];
}

function residentMemoryMiB(pid: number): number {
  const kib = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(kib) / 1024;
}
