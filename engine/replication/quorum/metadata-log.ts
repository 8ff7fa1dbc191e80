/** The durable `__cluster_metadata` log: batches of metadata records, the image they make, and snapshots that bound it. */

import { assert } from '../../base/assert.ts';
import { EngineError } from '../../base/errors.ts';
import type { Ports } from '../../base/ports/ports.ts';
import { defaultLogConfig } from '../../log/log-config.ts';
import type { LogConfig } from '../../log/log-config.ts';
import { LogDirectory } from '../../log/log-directory.ts';
import type { PartitionLog } from '../../log/partition-log.ts';
import type { MetadataDelta } from '../../metadata/delta.ts';
import { emptyImage } from '../../metadata/image.ts';
import type { Endpoint, MetadataImage } from '../../metadata/image.ts';
import { encodeRecord } from '../../metadata/metadata-records.ts';
import type { MetadataRecord } from '../../metadata/metadata-records.ts';
import { replayBatches, replaySnapshot } from '../../metadata/replay-batches.ts';
import { CLUSTER_METADATA_TOPIC, CLUSTER_METADATA_TOPIC_ID } from '../../metadata/topic-name.ts';
import { BatchBuilder } from '../../records/batch-builder.ts';
import { controlBatch, leaderChange, quorumMembers } from './control-batches.ts';
import type { Voter } from './control-batches.ts';
import { NOBODY, readQuorumState, writeQuorumState } from './quorum-state.ts';
import {
  encodeSnapshot,
  isSnapshotWhole,
  listSnapshots,
  snapshotFileName,
} from './snapshot-file.ts';
import type { SnapshotId } from './snapshot-file.ts';

export interface MetadataLogOptions {
  ports: Ports;
  dataDirectory: string;
  nodeId: number;
  clusterId: string;
  /** Where this voter can be reached; stands in the log. */
  endPoints: readonly Endpoint[];
  /** Whether every append waits for the disk. Without, what was written survives the process but not the machine. */
  flushes: boolean;
  /** After how many bytes of records a snapshot is written. */
  snapshotBytes: number;
}

const READ_BYTES = 1024 * 1024;
/** Only snapshots shorten the log. */
const logConfig: LogConfig = {
  ...defaultLogConfig,
  segmentBytes: 8 * 1024 * 1024,
  retentionMs: -1,
  cleanupPolicy: [],
};

export class MetadataLog {
  readonly image: MetadataImage;
  private readonly options: MetadataLogOptions;
  private readonly logs: LogDirectory;
  private readonly log: PartitionLog;
  private readonly directory: string;
  private epoch: number;
  private snapshot: SnapshotId | undefined;
  private snapshotContent: Buffer | undefined;
  private bytesSinceSnapshot = 0;

  /** Opens or creates the log and replays the newest snapshot and what follows it. */
  constructor(options: MetadataLogOptions) {
    const { disk, clock, random } = options.ports;
    this.options = options;
    const { dataDirectory: path, clusterId, nodeId } = options;
    const defaults = logConfig;
    this.logs = LogDirectory.open({ disk, clock, random, path, clusterId, nodeId, defaults });
    const topic = CLUSTER_METADATA_TOPIC;
    const topicId = CLUSTER_METADATA_TOPIC_ID;
    this.log = this.logs.get(topic, 0) ?? this.logs.create({ topic, partition: 0, topicId });
    this.directory = this.log.directory;
    this.image = emptyImage(clusterId);
    this.loadSnapshot();
    this.replayLog();
    this.log.highWatermark = this.log.endOffset;
    const voted = readQuorumState(disk, this.directory);
    this.epoch = Math.max(voted?.leaderEpoch ?? 0, this.log.latestEpoch, this.snapshot?.epoch ?? 0);
  }

  get leaderEpoch(): number {
    return this.epoch;
  }

  /** The id of the data directory, which tells this voter from another that takes its number. */
  get directoryId(): string {
    return this.logs.properties.directoryId;
  }

  get startOffset(): number {
    return this.log.logStartOffset;
  }

  get endOffset(): number {
    return this.log.endOffset;
  }

  /** With one voter, what is written is agreed. */
  get highWatermark(): number {
    return this.log.highWatermark;
  }

  get latestSnapshot(): SnapshotId | undefined {
    return this.snapshot;
  }

  /** Becomes the leader of the next epoch and says so in the log. */
  beginEpoch(): void {
    const { nodeId, ports } = this.options;
    const isFirst = this.log.endOffset === 0;
    this.epoch += 1;
    writeQuorumState(ports.disk, this.directory, {
      leaderId: nodeId,
      leaderEpoch: this.epoch,
      votedId: NOBODY.id,
      votedDirectoryId: NOBODY.directoryId,
    });
    const records = [
      leaderChange(nodeId, [nodeId]),
      ...(isFirst ? quorumMembers(this.voters()) : []),
    ];
    const timestamp = ports.clock.now();
    const placed = { baseOffset: this.log.endOffset, leaderEpoch: this.epoch, timestamp };
    this.write(controlBatch(records, placed));
  }

  /** Writes the records as one batch, whole or not at all, and replays them. */
  append(records: readonly MetadataRecord[], delta?: MetadataDelta): void {
    assert(records.length > 0, 'A batch of metadata records has a record.');
    const timestamp = this.options.ports.clock.now();
    const builder = new BatchBuilder({
      baseOffset: this.log.endOffset,
      leaderEpoch: this.epoch,
    });
    for (const record of records) {
      builder.append({ key: null, value: encodeRecord(record), timestamp });
    }
    this.write(builder.build(), delta);
  }

  /** Whole batches from `offset` on, which lies between start and end offset. */
  read(offset: number, maxBytes: number): Buffer {
    return this.log.read(offset, { maxBytes, minOneBatch: true });
  }

  /** The largest epoch up to `epoch` that the log has, and where it ends. */
  epochEndOffset(epoch: number): { epoch: number; endOffset: number } {
    return this.log.epochEndOffset(epoch);
  }

  get isSnapshotDue(): boolean {
    return this.bytesSinceSnapshot >= this.options.snapshotBytes;
  }

  /** Whether the newest snapshot, if there is one, lacks records. */
  get hasNewRecords(): boolean {
    return this.bytesSinceSnapshot > 0;
  }

  /** Writes the image down and drops the log before it, whole segments at a time. */
  takeSnapshot(): SnapshotId {
    const { disk, clock } = this.options.ports;
    this.log.flush();
    const id = { endOffset: this.log.endOffset, epoch: this.image.epoch };
    const about = { voters: this.voters(), timestamp: clock.now() };
    const content = encodeSnapshot(this.image, about);
    disk.writeFileAtomic(disk.join(this.directory, snapshotFileName(id)), content);
    this.snapshot = id;
    this.snapshotContent = content;
    this.bytesSinceSnapshot = 0;
    this.log.deleteRecordsBefore(id.endOffset);
    this.logs.checkpoint();
    this.removeSnapshotsExcept(id);
    return id;
  }

  /** The bytes of the newest snapshot; undefined when `id` is another. */
  readSnapshot(id: SnapshotId): Buffer | undefined {
    const { snapshot } = this;
    if (snapshot?.endOffset !== id.endOffset || snapshot.epoch !== id.epoch) return undefined;
    this.snapshotContent ??= this.readSnapshotFile(id);
    return this.snapshotContent;
  }

  close(): void {
    this.logs.close({ clean: true });
  }

  private write(batch: Buffer, delta?: MetadataDelta): void {
    const result = this.log.appendAsLeader(batch, {
      leaderEpoch: this.epoch,
      origin: 'coordinator',
    });
    assert(result.kind === 'appended', 'The log takes batches of its own node.');
    if (this.options.flushes) this.log.flush();
    this.log.highWatermark = this.log.endOffset;
    this.bytesSinceSnapshot += batch.length;
    replayBatches(this.image, batch, delta);
    assert(this.image.offset === this.log.endOffset - 1, 'The image is at the end of the log.');
  }

  private loadSnapshot(): void {
    const { disk } = this.options.ports;
    const whole = listSnapshots(disk, this.directory)
      .toReversed()
      .find((id) => isSnapshotWhole(this.readSnapshotFile(id)));
    if (whole === undefined) return;
    this.snapshot = whole;
    const content = this.readSnapshotFile(whole);
    replaySnapshot(this.image, content, whole);
    // A log that lost its end goes on from the snapshot, which was forced to disk.
    if (this.log.endOffset < whole.endOffset) this.log.truncateFullyAndStartAt(whole.endOffset);
  }

  private replayLog(): void {
    const { log, image } = this;
    if (log.logStartOffset > image.offset + 1) {
      throw new EngineError(
        'METADATA_LOG_INCOMPLETE',
        `The cluster metadata in ${this.directory} begins at offset ${log.logStartOffset} and has no snapshot of what came before.`,
        { hint: 'Restore the missing .checkpoint file, or start with an empty data directory.' },
      );
    }
    for (let offset = image.offset + 1; offset < log.endOffset; offset = image.offset + 1) {
      const batches = log.read(offset, { maxBytes: READ_BYTES, minOneBatch: true });
      replayBatches(image, batches);
      this.bytesSinceSnapshot += batches.length;
      assert(image.offset >= offset, 'Replaying the log moves on.');
    }
  }

  private removeSnapshotsExcept(kept: SnapshotId): void {
    const { disk } = this.options.ports;
    for (const id of listSnapshots(disk, this.directory)) {
      const isKept = id.endOffset === kept.endOffset && id.epoch === kept.epoch;
      if (!isKept) disk.remove(disk.join(this.directory, snapshotFileName(id)));
    }
  }

  private readSnapshotFile(id: SnapshotId): Buffer {
    const { disk } = this.options.ports;
    return disk.readFile(disk.join(this.directory, snapshotFileName(id)));
  }

  private voters(): Voter[] {
    const { nodeId, endPoints } = this.options;
    return [{ id: nodeId, directoryId: this.directoryId, endPoints }];
  }
}
