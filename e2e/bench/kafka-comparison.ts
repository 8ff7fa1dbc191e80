/** Throughput beside real Apache Kafka on this machine, with Kafka's own tools, where `../shared/tools/real-kafka` is there. */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnServe } from '../clients/penstock-serve.ts';
import { barFigure, type Figure } from './figure.ts';

const realKafka = fileURLToPath(
  new URL('../../../shared/tools/real-kafka/real-kafka', import.meta.url),
);
const basePort = 19_292;

/** Penstock's throughput has to be this part of real Kafka's, by replication factor. */
const bars: Readonly<Record<string, number>> = { '1': 0.7, '3': 2 };

interface Report {
  readonly results: readonly { name: string; side: 'a' | 'b'; recordsPerSec: number }[];
  readonly ratios: readonly { name: string; metric: string; median: number }[];
}

/** `args` go to `real-kafka compare` after the defaults, which they override. */
export async function compareWithKafka(args: readonly string[]): Promise<Figure[]> {
  if (!existsSync(realKafka)) {
    console.log('Skipped: the comparison with real Kafka (its tool is not here).');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'penstock-bench-'));
  const serve = await spawnServe([]);
  const kafka = [0, 1, 2].map((node) => `127.0.0.1:${basePort + node}`).join(',');
  try {
    const sized = ['--nodes', '3', '--port', String(basePort), '--dir', folder];
    await run(['up', ...sized, '--prop', 'log.retention.ms=-1']);
    const figures: Figure[] = [];
    for (const factor of ['1', '3']) {
      const out = join(folder, `rf-${factor}.json`);
      const sides = ['--a', kafka, '--b', serve.bootstrap, '--rf', factor, '--out', out];
      await run([
        'compare',
        ...sides,
        '--only',
        '1KiB',
        '--rounds',
        '1',
        '--seconds',
        '5',
        ...args,
      ]);
      figures.push(...figuresOf(JSON.parse(readFileSync(out, 'utf8')) as Report, factor));
    }
    return figures;
  } finally {
    await run(['down', '--dir', folder, '--wipe']);
    await serve.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf({ results, ratios }: Report, factor: string): Figure[] {
  return ratios
    .filter(({ metric }) => metric === 'mbPerSec')
    .map(({ name, median }) => {
      const rate = (side: 'a' | 'b') => {
        const own = results.filter((result) => result.name === name && result.side === side);
        const sum = own.reduce((total, { recordsPerSec }) => total + recordsPerSec, 0);
        return `${Math.round(sum / own.length / 1000)} k`;
      };
      const bar = bars[factor];
      return barFigure({
        name: `${name}, RF ${factor}: ${rate('b')} records/s, Kafka ${rate('a')}`,
        value: median,
        unit: 'of Kafka',
        digits: 2,
        ...(bar === undefined || name.includes('lz4') ? {} : { atLeast: bar }),
      });
    });
}

function run(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(realKafka, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`real-kafka ${args[0]} ended with ${code}.`));
    });
  });
}
