/** What appends and reads cost on this machine's disk. Run: `node engine/log/partition-log.bench.ts`. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench, group, run } from 'mitata';

import { systemClock } from '../base/ports/real/clock.ts';
import { systemDisk } from '../base/ports/real/disk.ts';
import { SeededRandom } from '../base/ports/virtual/seeded-random.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { defaultLogConfig } from './log-config.ts';
import { LogDirectory } from './log-directory.ts';

const SEGMENT_BYTES = 64 * 1024 * 1024;
const path = mkdtempSync(join(tmpdir(), 'penstock-bench-'));
const directory = LogDirectory.open({
  disk: systemDisk,
  clock: systemClock,
  random: new SeededRandom(1),
  path,
  clusterId: 'c',
  nodeId: 1,
});
const config = {
  ...defaultLogConfig,
  segmentBytes: SEGMENT_BYTES,
  retentionBytes: 4 * SEGMENT_BYTES,
};

function batchOf(recordBytes: number): Buffer {
  const value = Buffer.alloc(recordBytes - 10, 'the quick brown fox jumps over the lazy dog ');
  return encodeBatch(
    Array.from({ length: 16_384 / recordBytes }, () => ({ value, timestamp: Date.now() })),
  );
}

let count = 0;
function create(): ReturnType<LogDirectory['create']> {
  count += 1;
  return directory.create({
    topic: 'bench',
    partition: count,
    topicId: 'AAAAAAAAAAAAAAAAAAAAAQ',
    config,
  });
}

/** The disk of the machine is not for this to fill. */
function trim(log: ReturnType<typeof create>): void {
  log.highWatermark = log.endOffset;
  if (log.size > 6 * SEGMENT_BYTES) log.applyRetention(Date.now());
}

group('append 16 KiB as leader', () => {
  for (const recordBytes of [1024, 128]) {
    const [log, template] = [create(), batchOf(recordBytes)];
    bench(`records of ${recordBytes} bytes`, function* () {
      yield {
        [0]: () => Buffer.from(template),
        bench(bytes: Buffer) {
          log.appendAsLeader(bytes, { leaderEpoch: 0 });
          trim(log);
        },
      };
    });
  }
});

const source = create();
const template = batchOf(1024);
for (let index = 0; index < 4096; index += 1)
  source.appendAsLeader(Buffer.from(template), { leaderEpoch: 0 });

group('read', () => {
  bench('16 KiB at the end', () => source.read(source.endOffset - 16, { maxBytes: 1024 * 1024 }));
  bench('16 KiB in the middle', () => source.read(10_000, { maxBytes: 16_500 }));
  bench('1 MiB in the middle', () => source.read(10_000, { maxBytes: 1024 * 1024 }));
});

await run();
directory.close({ clean: false });
rmSync(path, { recursive: true });
