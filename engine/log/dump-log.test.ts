/** Kafka's own `kafka-dump-log` reads our files without complaint. Skipped where the real Kafka is not at hand. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { systemDisk } from '../base/ports/real/disk.ts';
import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import { SeededRandom } from '../base/ports/virtual/seeded-random.ts';
import { encodeBatch } from '../records/batch-builder.ts';
import { encodeTransactionMarker } from '../records/control-record.ts';
import { defaultLogConfig } from './log-config.ts';
import { LogDirectory } from './log-directory.ts';
import type { PartitionLog } from './partition-log.ts';

const TOOL = fileURLToPath(new URL('../../../shared/tools/real-kafka/real-kafka', import.meta.url));
const JARS = process.env['REAL_KAFKA_HOME'] ?? join(homedir(), '.cache', 'real-kafka');
const START = 1_700_000_000_000;

function open(path: string): LogDirectory {
  return LogDirectory.open({
    disk: systemDisk,
    clock: new ManualClock(START),
    random: new SeededRandom(1),
    path,
    clusterId: 'c',
    nodeId: 1,
  });
}

/** Rolls, indexes, every codec, headers, tombstones, idempotent and transactional producers, epochs and a truncation. */
function fill(log: PartitionLog): void {
  const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
  for (let index = 0; index < 200; index += 1) {
    const records = [0, 1, 2].map((each) => ({
      key: Buffer.from(`key ${each}`),
      value: each === 2 ? null : Buffer.from(`value ${index} `.repeat(10)),
      headers: each === 0 ? [{ key: 'h', value: null }] : [],
      timestamp: START + ((index * 37) % 100) * 10 + each,
    }));
    const bytes = encodeBatch(records, {
      codec: codecs[index % 5]!,
      producerId: 5,
      producerEpoch: 0,
      baseSequence: index * 3,
    });
    expect(log.appendAsLeader(bytes, { leaderEpoch: index >> 6 })).toMatchObject({
      kind: 'appended',
    });
  }
  log.truncateTo(500);
  const outcomes = ['commit', 'abort', 'abort'] as const;
  outcomes.forEach((outcome, index) => {
    const transactional = {
      producerId: 7,
      producerEpoch: index,
      baseSequence: 0,
      isTransactional: true,
    };
    log.appendAsLeader(
      encodeBatch([{ value: Buffer.from('t'), timestamp: START }], transactional),
      { leaderEpoch: 9 },
    );
    const marker = encodeTransactionMarker(
      { outcome, coordinatorEpoch: 1 },
      { producerId: 7, producerEpoch: index, timestamp: START },
    );
    expect(log.appendAsLeader(marker, { leaderEpoch: 9, origin: 'coordinator' })).toMatchObject({
      kind: 'appended',
    });
  });
}

/** Complaints come on the error stream; that a segment does not begin at offset 0 is none. */
function dump(files: readonly string[], ...options: string[]): string {
  const args = ['tool', 'kafka-dump-log', ...options, '--files', files.join(',')];
  const { stdout, stderr, status } = spawnSync(TOOL, args, { encoding: 'utf8' });
  expect(status).toBe(0);
  return `${stdout}${stderr}`.replace(
    /Non-consecutive offsets in \S+\n +-1 is followed by \d+\n/g,
    '',
  );
}

test.skipIf(!existsSync(TOOL) || !existsSync(JARS))(
  'kafka-dump-log finds nothing wrong, neither after a clean end nor after recovery',
  () => {
    const path = mkdtempSync(join(tmpdir(), 'penstock-dump-'));
    try {
      const config = { ...defaultLogConfig, segmentBytes: 20_000, indexIntervalBytes: 1000 };
      const directory = open(path);
      fill(
        directory.create({ topic: 't', partition: 0, topicId: 'AAAAAAAAAAAAAAAAAAAAAQ', config }),
      );
      const compacted = {
        ...config,
        cleanupPolicy: ['compact' as const],
        minCleanableDirtyRatio: 0,
      };
      fill(
        directory.create({
          topic: 'c',
          partition: 0,
          topicId: 'AAAAAAAAAAAAAAAAAAAAAg',
          config: compacted,
        }),
      );
      directory.get('c', 0)!.highWatermark = directory.get('c', 0)!.endOffset;
      while (directory.compactStep());
      directory.close({ clean: true });
      expectSound(join(path, 't-0'));
      expectCompacted(join(path, 'c-0'));
      rmSync(join(path, '.kafka_cleanshutdown'));
      rmSync(join(path, 'recovery-point-offset-checkpoint'));
      open(path).close({ clean: true });
      expectSound(join(path, 't-0'));
    } finally {
      rmSync(path, { recursive: true });
    }
  },
  120_000,
);

const COMPLAINTS = /isvalid: false|[Mm]ismatch|out of order|[Ii]nvalid|Exception|[Cc]orrupt/;

/** In a compacted log offsets are not consecutive, and tombstones wait for their horizon. */
function expectCompacted(directory: string): void {
  const dumped = dump(filesOf(directory), '--deep-iteration');
  expect(dumped).toMatch(/deleteHorizonMs: OptionalLong\[1700086400000\]/);
  expect(dumped.match(/keySize/g)?.length).toBeLessThan(300);
  expect(dumped).not.toMatch(COMPLAINTS);
}

function filesOf(directory: string): string[] {
  const kinds = ['.log', '.index', '.timeindex', '.txnindex', '.snapshot'];
  const names = readdirSync(directory).filter((name) => kinds.some((kind) => name.endsWith(kind)));
  return names.map((name) => join(directory, name));
}

function expectSound(directory: string): void {
  const files = filesOf(directory);
  const dumped = dump(files, '--deep-iteration');
  expect(dumped).toContain('endTxnMarker: ABORT coordinatorEpoch: 1');
  expect(dumped).toMatch(/producerId: 7 firstOffset: 50\d lastOffset: 50\d lastStableOffset: 50\d/);
  expect(dumped.match(/isvalid: true/g)?.length).toBeGreaterThan(150);
  expect(dumped).not.toMatch(COMPLAINTS);
  expect(dumped).not.toContain('Non-consecutive');
  const indexes = files.filter((file) => file.endsWith('.index'));
  expect(dump(indexes, '--index-sanity-check').match(/passed sanity check/g)).toHaveLength(
    indexes.length,
  );
}
