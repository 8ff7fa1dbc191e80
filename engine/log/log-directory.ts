/** One log directory (`log.dirs` of a broker): its identity, its lock, and the logs of all partitions in it. */

import { assert } from '../base/assert.ts';
import { EngineError, messageOf } from '../base/errors.ts';
import type { Clock } from '../base/ports/clock.ts';
import type { Disk } from '../base/ports/disk.ts';
import { type Random, randomUuid } from '../base/ports/random.ts';
import {
  type PartitionOffset,
  readOffsetCheckpoint,
  writeOffsetCheckpoint,
} from './checkpoint-file.ts';
import { lockDirectory, type LockOwner, thisProcess } from './directory-lock.ts';
import {
  DELETED_DIRECTORY_SUFFIX,
  parsePartitionDirectoryName,
  partitionDirectoryName,
} from './file-names.ts';
import { defaultLogConfig, type LogConfig } from './log-config.ts';
import { claimDirectory, type MetaProperties } from './meta-properties.ts';
import { PartitionLog } from './partition-log.ts';
import { readTopicId, writeTopicId } from './partition-metadata.ts';
import { RecentlyUsed } from './recently-used.ts';
import type { SegmentHome } from './segment.ts';

export interface LogDirectoryOptions {
  disk: Disk;
  clock: Clock;
  random: Random;
  path: string;
  clusterId: string;
  nodeId: number;
  /** What logs found here are opened with; the owner sets `config` of each when it knows better. */
  defaults?: LogConfig;
  lockOwner?: LockOwner;
  openFilesMax?: number;
}

export interface NewLog {
  topic: string;
  partition: number;
  topicId: string;
  config?: LogConfig;
}

const CHECKPOINT = {
  recoveryPoint: 'recovery-point-offset-checkpoint',
  highWatermark: 'replication-offset-checkpoint',
  logStart: 'log-start-offset-checkpoint',
  cleaned: 'cleaner-offset-checkpoint',
} as const;
const CLEAN_MARKER = '.kafka_cleanshutdown';
const OPEN_FILES_MAX = 512;
const LOADED_INDEXES_MAX = 64;
/** By then the kernel has written most of a completed segment by itself. */
const SEALED_FOR_MS = 60_000;
const NO_TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

interface Cleaning {
  log: PartitionLog;
  steps: Generator<void, void>;
}

export class LogDirectory {
  readonly path: string;
  readonly properties: MetaProperties;
  private readonly options: LogDirectoryOptions;
  private readonly home: SegmentHome;
  private readonly lockPath: string;
  private readonly logs = new Map<string, PartitionLog>();
  private readonly written = new Map<string, string>();
  private readonly uncleanable = new WeakSet<PartitionLog>();
  private cleaning: Cleaning | undefined;
  private wasClean = false;
  private isClosed = false;

  /** Throws `EngineError` `LOG_DIRECTORY_…` with a hint when the directory cannot be used. */
  static open(options: LogDirectoryOptions): LogDirectory {
    const { disk, path } = options;
    prepareDirectory(disk, path);
    const lockPath = lockDirectory(disk, path, options.lockOwner ?? thisProcess);
    try {
      const directory = new LogDirectory(options, lockPath);
      directory.load();
      return directory;
    } catch (error) {
      disk.remove(lockPath);
      throw error;
    }
  }

  private constructor(options: LogDirectoryOptions, lockPath: string) {
    const { disk, path, clusterId, nodeId, random } = options;
    this.options = options;
    this.path = path;
    this.lockPath = lockPath;
    this.properties = claimDirectory(disk, path, {
      clusterId,
      nodeId,
      directoryId: randomUuid(random),
    });
    this.home = {
      disk,
      openFiles: new RecentlyUsed(options.openFilesMax ?? OPEN_FILES_MAX),
      loadedIndexes: new RecentlyUsed(LOADED_INDEXES_MAX),
    };
  }

  /** The marker goes before anything is changed: a crash from here on is not clean. */
  private load(): void {
    const { disk } = this.options;
    const marker = this.pathOf(CLEAN_MARKER);
    this.wasClean = disk.exists(marker);
    disk.remove(marker);
    const points = {
      recoveryPoint: this.offsetsOf(CHECKPOINT.recoveryPoint),
      highWatermark: this.offsetsOf(CHECKPOINT.highWatermark),
      logStartOffset: this.offsetsOf(CHECKPOINT.logStart),
      cleanedTo: this.offsetsOf(CHECKPOINT.cleaned),
    };
    for (const name of disk.list(this.path)) {
      if (!disk.isDirectory(this.pathOf(name))) continue;
      if (name.endsWith(DELETED_DIRECTORY_SUFFIX)) disk.remove(this.pathOf(name));
      const parsed = parsePartitionDirectoryName(name);
      if (parsed === undefined) continue;
      this.openLog({
        ...parsed,
        topicId: readTopicId(disk, this.pathOf(name)) ?? NO_TOPIC_ID,
        isClean: this.wasClean,
        recoveryPoint: points.recoveryPoint.get(name) ?? 0,
        highWatermark: points.highWatermark.get(name) ?? 0,
        logStartOffset: points.logStartOffset.get(name) ?? 0,
        cleanedTo: points.cleanedTo.get(name) ?? 0,
      });
    }
  }

  private offsetsOf(file: string): Map<string, number> {
    const entries = readOffsetCheckpoint(this.options.disk, this.pathOf(file));
    return new Map(
      entries.map(({ topic, partition, offset }) => [
        partitionDirectoryName(topic, partition),
        offset,
      ]),
    );
  }

  /** Whether the directory was closed in good order before it was opened. */
  get wasCleanlyClosed(): boolean {
    return this.wasClean;
  }

  get openFileCount(): number {
    return this.home.openFiles.size;
  }

  get(topic: string, partition: number): PartitionLog | undefined {
    return this.logs.get(partitionDirectoryName(topic, partition));
  }

  all(): PartitionLog[] {
    return Array.from(this.logs.values());
  }

  create({ topic, partition, topicId, config }: NewLog): PartitionLog {
    assert(this.get(topic, partition) === undefined, 'A log is created once.');
    const { disk } = this.options;
    const directory = this.pathOf(partitionDirectoryName(topic, partition));
    disk.makeDirectory(directory);
    try {
      writeTopicId(disk, directory, topicId);
      return this.openLog({ topic, partition, topicId, ...(config && { config }), isClean: true });
    } catch (error) {
      disk.remove(directory);
      throw error;
    }
  }

  /** The directory is renamed first, so that a crash while its files go leaves nothing that looks like a log. */
  delete(topic: string, partition: number): void {
    const name = partitionDirectoryName(topic, partition);
    const log = this.logs.get(name);
    assert(log !== undefined, 'A log that is deleted is there.');
    const { disk, random } = this.options;
    if (this.cleaning?.log === log) this.stopCleaning();
    this.logs.delete(name);
    log.close({ clean: false });
    const doomed = this.pathOf(
      `${name}.${random.bytes(16).toString('hex')}${DELETED_DIRECTORY_SUFFIX}`,
    );
    disk.rename(log.directory, doomed);
    disk.remove(doomed);
  }

  /** Writes down where recovery would begin and what is committed, and flushes what is due. To be called every few seconds. */
  checkpoint(): void {
    this.forEachLog((log) => log.flushDue(SEALED_FOR_MS));
    this.writeCheckpoints();
  }

  private writeCheckpoints(): void {
    this.writeRecoveryPoints();
    this.write(CHECKPOINT.highWatermark, (log) => log.highWatermark);
    this.write(CHECKPOINT.cleaned, (log) => log.cleanedTo);
    this.write(CHECKPOINT.logStart, (log) => (log.startsWithinSegment ? log.logStartOffset : 0));
  }

  private writeRecoveryPoints(): void {
    this.write(CHECKPOINT.recoveryPoint, (log) => log.recoveryPoint);
  }

  /** Offset 0 is what a missing entry means. Nothing is written where nothing has moved. */
  private write(file: string, offsetOf: (log: PartitionLog) => number): void {
    const offsets: PartitionOffset[] = [];
    for (const log of this.logs.values()) {
      const offset = offsetOf(log);
      if (offset > 0) offsets.push({ topic: log.topic, partition: log.partition, offset });
    }
    const content = JSON.stringify(offsets);
    if (this.written.get(file) === content) return;
    writeOffsetCheckpoint(this.options.disk, this.pathOf(file), offsets);
    this.written.set(file, content);
  }

  /** Removes what the logs need not keep any more; returns how many segments went. To be called every few minutes. */
  applyRetention(): number {
    const now = this.options.clock.now();
    let count = 0;
    this.forEachLog((log) => {
      if (!log.isFailed) count += log.applyRetention(now);
    });
    return count;
  }

  /** One log's trouble is not the others': all get their turn before the first error is thrown. */
  private forEachLog(action: (log: PartitionLog) => void): void {
    const errors: unknown[] = [];
    for (const log of this.logs.values()) {
      try {
        action(log);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  /** Does a few milliseconds of compaction where it is needed most; false when there is none to do. */
  compactStep(): boolean {
    this.cleaning ??= this.dirtiest();
    if (this.cleaning === undefined) return false;
    const { log, steps } = this.cleaning;
    try {
      if (this.get(log.topic, log.partition) !== log) this.stopCleaning();
      else if (steps.next().done) this.cleaning = undefined;
    } catch (error) {
      // Cleaning would fail again; the log is left as it is until the next start.
      this.uncleanable.add(log);
      this.cleaning = undefined;
      throw error;
    }
    if (this.cleaning === undefined) this.write(CHECKPOINT.cleaned, (each) => each.cleanedTo);
    return true;
  }

  private dirtiest(): Cleaning | undefined {
    let found: { log: PartitionLog; dirtyRatio: number } | undefined;
    for (const log of this.logs.values()) {
      if (
        log.isFailed ||
        !log.config.cleanupPolicy.includes('compact') ||
        this.uncleanable.has(log)
      )
        continue;
      const { dirtyRatio, isOverdue } = log.cleanable();
      const isDue = dirtyRatio > 0 && (isOverdue || dirtyRatio > log.config.minCleanableDirtyRatio);
      if (isDue && dirtyRatio > (found?.dirtyRatio ?? 0)) found = { log, dirtyRatio };
    }
    return found && { log: found.log, steps: found.log.clean() };
  }

  private stopCleaning(): void {
    this.cleaning?.steps.return();
    this.cleaning = undefined;
  }

  /**
   * Closes all logs. A clean close lets the next start trust the files; with `sync` (the default) also after a loss of power.
   * Not clean is what a crash would leave, but for the open files.
   */
  close({
    clean,
    sync = true,
    brokerEpoch = -1,
  }: {
    clean: boolean;
    sync?: boolean;
    brokerEpoch?: number;
  }): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.stopCleaning();
    const { disk } = this.options;
    try {
      this.forEachLog((log) => log.close({ clean, sync }));
      if (clean) this.writeCheckpoints();
      const isSound = clean && this.all().every((log) => !log.isFailed);
      if (isSound)
        disk.writeFileAtomic(
          this.pathOf(CLEAN_MARKER),
          JSON.stringify({ version: 0, brokerEpoch }),
        );
    } finally {
      disk.remove(this.lockPath);
    }
  }

  private openLog(
    options: NewLog &
      Pick<
        Parameters<typeof PartitionLog.open>[0],
        'isClean' | 'recoveryPoint' | 'highWatermark' | 'logStartOffset' | 'cleanedTo'
      >,
  ): PartitionLog {
    const { clock, defaults = defaultLogConfig } = this.options;
    const name = partitionDirectoryName(options.topic, options.partition);
    const log = PartitionLog.open({
      ...options,
      config: options.config ?? defaults,
      home: this.home,
      clock,
      directory: this.pathOf(name),
      onRecoveryPointLowered: () => this.writeRecoveryPoints(),
    });
    this.logs.set(name, log);
    return log;
  }

  private pathOf(name: string): string {
    return this.options.disk.join(this.path, name);
  }
}

/** Makes sure that there is a directory that can be written to. */
function prepareDirectory(disk: Disk, path: string): void {
  const hint = 'Choose a directory that you may write to (--data).';
  if (disk.exists(path) && !disk.isDirectory(path)) {
    throw new EngineError('LOG_DIRECTORY_UNUSABLE', `The data directory ${path} is a file.`, {
      hint,
    });
  }
  try {
    disk.makeDirectory(path);
    const probe = disk.join(path, '.probe');
    disk.open(probe, 'write').close();
    disk.remove(probe);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'DISK_FULL') throw error;
    throw new EngineError(
      'LOG_DIRECTORY_UNUSABLE',
      `The data directory ${path} cannot be used. ${messageOf(error)}`,
      { hint, cause: error },
    );
  }
}
