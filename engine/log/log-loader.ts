/** Opens the files of a log: puts right what a crash has left, and finds out where the log begins and ends. */

import { scanBatches } from './batch-scan.ts';
import type { LeaderEpochCache } from './leader-epoch-cache.ts';
import {
  LEFTOVER,
  parseSegmentFileName,
  segmentFileName,
  type SegmentFileKind,
} from './file-names.ts';
import type { LogConfig } from './log-config.ts';
import { endOffsetOf } from './log-reader.ts';
import { ProducerSnapshots } from './producer-snapshots.ts';
import type { ProducerStates } from './producer-states.ts';
import { noteProducerBatch, replayProducers } from './replay.ts';
import { LogSegment, type SegmentHome } from './segment.ts';
import { SegmentList } from './segment-list.ts';
import { hasSaneIndexes, rebuildIndexes, recoverSegment } from './segment-recovery.ts';

export interface LoadOptions {
  home: SegmentHome;
  directory: string;
  config: LogConfig;
  now: number;
  /** Whether the files were closed in good order, so that they need no checking. */
  isClean: boolean;
  /** Everything before this offset is known to be on the platter. */
  recoveryPoint: number;
  logStartOffset: number;
  epochs: LeaderEpochCache;
  producers: ProducerStates;
}

export interface LoadedLog {
  segments: SegmentList;
  snapshots: ProducerSnapshots;
  logStartOffset: number;
  endOffset: number;
  /** Bytes that recovery has cut off. */
  cutBytes: number;
}

export function loadLog(options: LoadOptions): LoadedLog {
  const { epochs, producers } = options;
  const files = new LogFiles(options);
  let segments = new SegmentList(files.openSegments());
  const snapshots = new ProducerSnapshots({
    ...options.home,
    directory: options.directory,
    offsets: files.offsetsOf('.snapshot'),
  });
  files.repairIndexes(segments);
  const recovered = recover(segments, snapshots, options);
  let endOffset = recovered.endOffset;
  const logStartOffset = Math.max(options.logStartOffset, segments.first.baseOffset);
  if (logStartOffset > endOffset) {
    segments = new SegmentList([files.restartAt(segments, logStartOffset)]);
    producers.clear();
    endOffset = logStartOffset;
  }
  segments.active.activate();
  epochs.truncateEnd(endOffset);
  epochs.truncateStart(logStartOffset);
  snapshots.removeAfter(endOffset);
  snapshots.removeStray(segments.all.map(({ baseOffset }) => baseOffset));
  return { segments, snapshots, logStartOffset, endOffset, cutBytes: recovered.cutBytes };
}

/** Reads the producer state and, after an unclean end, checks the segments from the recovery point on. */
function recover(
  segments: SegmentList,
  snapshots: ProducerSnapshots,
  options: LoadOptions,
): { endOffset: number; cutBytes: number } {
  const { producers } = options;
  const unchecked = options.isClean ? [] : segments.from(options.recoveryPoint);
  const trustedEnd = unchecked[0]?.baseOffset ?? endOffsetOf(segments.active);
  snapshots.removeAfter(trustedEnd);
  const from = snapshots.restore(producers, trustedEnd, segments.first.baseOffset);
  replayProducers(producers, segments, { from, to: trustedEnd });
  let endOffset = trustedEnd;
  for (const segment of unchecked) {
    const recovered = recoverOne(segment, options);
    endOffset = Math.max(endOffset, recovered.endOffset);
    if (recovered.cutBytes === 0) continue;
    const lost = segments.all.filter(({ baseOffset }) => baseOffset > segment.baseOffset);
    const cutBytes = lost.reduce((total, { size }) => total + size, recovered.cutBytes);
    segments.removeAfter(segment.baseOffset);
    return { endOffset, cutBytes };
  }
  return { endOffset, cutBytes: 0 };
}

function recoverOne(
  segment: LogSegment,
  options: LoadOptions,
): { endOffset: number; cutBytes: number } {
  let endOffset = segment.baseOffset;
  segment.transactions.replace([]);
  const cutBytes = recoverSegment(segment, options.config.indexIntervalBytes, (batch) => {
    endOffset = batch.lastOffset + 1;
    if (batch.leaderEpoch > options.epochs.latestEpoch)
      options.epochs.assign(batch.leaderEpoch, batch.baseOffset);
    noteProducerBatch(options.producers, batch, segment);
  });
  segment.seal(options.now);
  return { endOffset, cutBytes };
}

/** The files of one log directory. */
class LogFiles {
  private readonly options: LoadOptions;
  private names: Set<string>;

  constructor(options: LoadOptions) {
    const { disk } = options.home;
    this.options = options;
    this.names = new Set(disk.list(options.directory));
    this.finishSwaps();
    for (const name of this.names) {
      const isLeftover =
        Object.values(LEFTOVER).some((suffix) => name.endsWith(suffix)) || name.endsWith('.tmp');
      if (isLeftover) this.remove(name);
    }
    this.removeOrphans();
  }

  offsetsOf(kind: SegmentFileKind): number[] {
    const parsed = [...this.names].map(parseSegmentFileName);
    const offsets = parsed.filter((file) => file?.kind === kind).map((file) => file!.baseOffset);
    return offsets.toSorted((a, b) => a - b);
  }

  openSegments(): LogSegment[] {
    const bases = this.offsetsOf('.log');
    if (bases.length > 0) return bases.map((baseOffset) => this.open(baseOffset));
    return [this.makeSegment(this.options.logStartOffset)];
  }

  /** Segments that were complete need no more than the presence of their indexes; the active one's are looked at. */
  repairIndexes(segments: SegmentList): void {
    const { isClean, recoveryPoint, config, now } = this.options;
    const unchecked = isClean ? [] : segments.from(recoveryPoint);
    for (const segment of segments.all) {
      if (unchecked.includes(segment)) continue;
      const isPresent =
        this.has(segment.baseOffset, '.index') && this.has(segment.baseOffset, '.timeindex');
      const files = { hasOffsetIndex: isPresent, hasTimeIndex: isPresent };
      const isSound =
        segment === segments.active
          ? hasSaneIndexes(segment, files)
          : segment.size === 0 || isPresent;
      if (isSound) continue;
      rebuildIndexes(segment, config.indexIntervalBytes);
      segment.seal(now);
    }
  }

  /** The log is to start beyond its end: nothing of it counts any more. */
  restartAt(segments: SegmentList, offset: number): LogSegment {
    for (const segment of segments.all.toReversed()) segment.remove();
    return this.makeSegment(offset);
  }

  private open(baseOffset: number): LogSegment {
    const { home, directory, now } = this.options;
    const file = home.disk.open(
      home.disk.join(directory, segmentFileName(baseOffset, '.log')),
      'read',
    );
    let size: number;
    try {
      size = file.size();
    } finally {
      file.close();
    }
    const hasTransactionIndex = this.has(baseOffset, '.txnindex');
    return new LogSegment({ ...home, directory, baseOffset, size, hasTransactionIndex, now });
  }

  private makeSegment(baseOffset: number): LogSegment {
    const { home, directory, now } = this.options;
    const segment = new LogSegment({
      ...home,
      directory,
      baseOffset,
      size: 0,
      hasTransactionIndex: false,
      now,
    });
    segment.create();
    return segment;
  }

  private has(baseOffset: number, kind: SegmentFileKind): boolean {
    return this.names.has(segmentFileName(baseOffset, kind));
  }

  /** A cleaned segment that was complete when the crash came takes the place of those it was made of. */
  private finishSwaps(): void {
    const suffix = `.log${LEFTOVER.swap}`;
    for (const name of [...this.names].filter((each) => each.endsWith(suffix))) {
      const baseOffset = Number(name.slice(0, -suffix.length));
      const end = this.endOfSwap(name, baseOffset);
      const replaced = this.offsetsOf('.log').filter((base) => base >= baseOffset && base < end);
      for (const base of replaced)
        for (const kind of ['.log', '.index', '.timeindex', '.txnindex'] as const)
          this.remove(segmentFileName(base, kind));
      for (const kind of ['.txnindex', '.log'] as const)
        this.takeSwapped(segmentFileName(baseOffset, kind));
    }
  }

  private endOfSwap(name: string, baseOffset: number): number {
    const { disk } = this.options.home;
    const file = disk.open(disk.join(this.options.directory, name), 'read');
    let end = baseOffset + 1;
    try {
      scanBatches(file, { start: 0, end: file.size() }, (batch) => {
        end = batch.lastOffset + 1;
        return 'go on';
      });
    } finally {
      file.close();
    }
    return end;
  }

  private takeSwapped(final: string): void {
    const { disk } = this.options.home;
    const swapped = `${final}${LEFTOVER.swap}`;
    if (!this.names.has(swapped)) return;
    disk.rename(
      disk.join(this.options.directory, swapped),
      disk.join(this.options.directory, final),
    );
    this.names.delete(swapped);
    this.names.add(final);
  }

  private removeOrphans(): void {
    const logs = new Set(this.offsetsOf('.log'));
    for (const name of this.names) {
      const file = parseSegmentFileName(name);
      if (file === undefined || file.kind === '.snapshot' || logs.has(file.baseOffset)) continue;
      this.remove(name);
    }
  }

  private remove(name: string): void {
    const { disk } = this.options.home;
    disk.remove(disk.join(this.options.directory, name));
    this.names.delete(name);
  }
}
