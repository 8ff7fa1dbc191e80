/** Snapshots of the metadata: `.checkpoint` files with the state at an offset, framed by control records as Kafka's. */

import type { Disk } from '../../base/ports/disk.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { encodeRecord } from '../../metadata/metadata-records.ts';
import { snapshotRecords } from '../../metadata/snapshot-records.ts';
import { BatchBuilder } from '../../records/batch-builder.ts';
import { batchesOf, isControl, isCrcValid } from '../../records/batch.ts';
import { ControlType, readControlRecord } from '../../records/control-record.ts';
import { controlBatch, quorumMembers, snapshotFooter, snapshotHeader } from './control-batches.ts';
import type { Voter } from './control-batches.ts';

export interface SnapshotId {
  /** The offset after the last record that the snapshot contains. */
  readonly endOffset: number;
  readonly epoch: number;
}

const FILE_NAME = /^(\d{20})-(\d{10})\.checkpoint$/;
const BATCH_BYTES_MAX = 512 * 1024;

export function snapshotFileName({ endOffset, epoch }: SnapshotId): string {
  return `${String(endOffset).padStart(20, '0')}-${String(epoch).padStart(10, '0')}.checkpoint`;
}

/** The snapshots in a directory, oldest first. */
export function listSnapshots(disk: Disk, directory: string): SnapshotId[] {
  return disk
    .list(directory)
    .map((name) => FILE_NAME.exec(name))
    .filter((match) => match !== null)
    .map(([, endOffset, epoch]) => ({ endOffset: Number(endOffset), epoch: Number(epoch) }));
}

export function encodeSnapshot(
  image: MetadataImage,
  about: { voters: readonly Voter[]; timestamp: number },
): Buffer {
  const { voters, timestamp } = about;
  const leaderEpoch = image.epoch;
  const header = [snapshotHeader(timestamp), ...quorumMembers(voters)];
  const chunks = [controlBatch(header, { baseOffset: 0, leaderEpoch, timestamp })];
  let baseOffset = header.length;
  let builder = new BatchBuilder({ baseOffset, leaderEpoch });
  for (const record of snapshotRecords(image)) {
    if (builder.size > BATCH_BYTES_MAX) {
      chunks.push(builder.build());
      baseOffset += builder.count;
      builder = new BatchBuilder({ baseOffset, leaderEpoch });
    }
    builder.append({ key: null, value: encodeRecord(record), timestamp });
  }
  if (builder.count > 0) chunks.push(builder.build());
  baseOffset += builder.count;
  chunks.push(controlBatch([snapshotFooter()], { baseOffset, leaderEpoch, timestamp }));
  return Buffer.concat(chunks);
}

/** Whether the file is whole: every checksum holds and the last batch is the footer. */
export function isSnapshotWhole(bytes: Buffer): boolean {
  let end = 0;
  let isFooter = false;
  for (const batch of batchesOf(bytes)) {
    if (!isCrcValid(batch)) return false;
    isFooter = isControl(batch) && readControlRecord(batch).type === ControlType.snapshotFooter;
    ({ end } = batch);
  }
  return isFooter && end === bytes.length;
}
