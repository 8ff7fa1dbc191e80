/** Control batches are Kafka's, byte by byte. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { batchBytes, batchesOf, isControl, isCrcValid } from '../../records/batch.ts';
import type { Batch } from '../../records/batch.ts';
import { recordsOf } from '../../records/records.ts';
import {
  controlBatch,
  leaderChange,
  quorumMembers,
  snapshotFooter,
  snapshotHeader,
} from './control-batches.ts';
import type { ControlRecordInput } from './control-batches.ts';
import { isSnapshotWhole } from './snapshot-file.ts';

/** The voter of the cluster that the fixtures come from. */
const voter = {
  id: 1,
  directoryId: 'na3680Gf08nTXgSgi6ovZg',
  endPoints: [{ name: 'CONTROLLER', host: '127.0.0.1', port: 39192, securityProtocol: 0 }],
};

function controlBatchesOf(file: string): Batch[] {
  const bytes = readFileSync(new URL(`../../metadata/fixtures/${file}`, import.meta.url));
  return [...batchesOf(bytes)].filter(isControl);
}

/** Our batch in the place of Kafka's. */
function rewritten(batch: Batch, records: readonly ControlRecordInput[]): string {
  const { timestamp } = [...recordsOf(batch)][0]!;
  const { baseOffset, leaderEpoch } = batch;
  return controlBatch(records, { baseOffset, leaderEpoch, timestamp }).toString('hex');
}

describe('compared with a real Kafka', () => {
  test('the first epoch begins with the leader, the version and the voters, the next with the leader', () => {
    const [first, second] = controlBatchesOf('kafka-4.3-cluster-metadata.log');
    expect(rewritten(first!, [leaderChange(1, [1]), ...quorumMembers([voter])])).toBe(
      batchBytes(first!).toString('hex'),
    );
    expect(rewritten(second!, [leaderChange(1, [1])])).toBe(batchBytes(second!).toString('hex'));
  });

  test('a snapshot has the same header and footer', () => {
    const [header, footer] = controlBatchesOf('kafka-4.3-bootstrap.checkpoint');
    const lastContainedLogTimestamp = 1795384065569;
    expect(
      rewritten(header!, [snapshotHeader(lastContainedLogTimestamp), ...quorumMembers([voter])]),
    ).toBe(batchBytes(header!).toString('hex'));
    expect(rewritten(footer!, [snapshotFooter()])).toBe(batchBytes(footer!).toString('hex'));
  });
});

describe('a snapshot is whole', () => {
  const placed = { baseOffset: 0, leaderEpoch: 1, timestamp: 1 };
  const header = controlBatch([snapshotHeader(1)], placed);
  const footer = controlBatch([snapshotFooter()], { ...placed, baseOffset: 1 });

  test('when it ends with the footer and every checksum holds', () => {
    const damaged = Buffer.concat([header, footer]);
    damaged[header.length - 1]! ^= 1;
    expect(isCrcValid([...batchesOf(damaged)][0]!)).toBe(false);
    expect(
      [
        Buffer.concat([header, footer]),
        header,
        Buffer.concat([header, footer, Buffer.from([0])]),
        Buffer.alloc(0),
        damaged,
      ].map(isSnapshotWhole),
    ).toEqual([true, false, false, false, false]);
  });
});
