/** What a strip reads of the live numbers. */

import type { LiveStore } from '../../state/live/live-store.ts';
import type { StripModel, StripPartition, StripReader } from './strip-model.ts';

export type StripRows = Pick<LiveStore, 'partitions' | 'positions'>;

export interface PartitionNumbers {
  readonly logStart: number;
  readonly endOffset: number;
  readonly highWatermark: number;
  /** -1 while there is none. */
  readonly leader: number;
  readonly inSync: number;
}

/** Undefined until a frame has told of this partition. */
export function partitionNumbers(rows: StripRows, liveId: number): PartitionNumbers | undefined {
  const endOffset = rows.partitions.read(liveId, 'endOffset');
  if (Number.isNaN(endOffset)) return undefined;
  return {
    endOffset: Math.max(0, endOffset),
    logStart: Math.max(0, rows.partitions.read(liveId, 'logStart')),
    highWatermark: Math.max(0, rows.partitions.read(liveId, 'highWatermark')),
    leader: rows.partitions.read(liveId, 'leader'),
    inSync: rows.partitions.read(liveId, 'inSync'),
  };
}

export function isInSync(numbers: PartitionNumbers, brokerId: number): boolean {
  return ((numbers.inSync >>> brokerId) & 1) === 1;
}

/** Where it reads; while that is not known, where it would go on. Undefined when neither is known. */
export function positionOf(rows: StripRows, reader: StripReader): number | undefined {
  const position = rows.positions.read(reader.liveId, 'position');
  if (position >= 0) return position;
  return committedOf(rows, reader);
}

export function committedOf(rows: StripRows, reader: StripReader): number | undefined {
  const committed = rows.positions.read(reader.liveId, 'committed');
  return committed >= 0 ? committed : undefined;
}

/** Records that the reader has not read and could. */
export function lagOf(rows: StripRows, partition: StripPartition, reader: StripReader): number {
  const position = positionOf(rows, reader);
  const numbers = partitionNumbers(rows, partition.liveId);
  if (position === undefined || numbers === undefined) return 0;
  return Math.max(0, numbers.endOffset - position);
}

/**
 * Records a second by which a strip is scaled. The average, since producers without keys fill one partition after the other in
 * bursts; but a partition that is much busier than the others counts.
 */
export function scalingRate(rows: StripRows, { partitions }: StripModel): number {
  let busiest = 0;
  let all = 0;
  for (const { liveId } of partitions) {
    const rate = rows.partitions.read(liveId, 'rate') || 0;
    busiest = Math.max(busiest, rate);
    all += rate;
  }
  return Math.max(all / Math.max(1, partitions.length), busiest / 3);
}
