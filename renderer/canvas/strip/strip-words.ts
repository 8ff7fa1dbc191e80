/** What a strip shows, in words: for the pointer, for those who listen, and for tests. */

import { formatCount, formatQuantity } from '../../design/format.ts';
import type { StripModel, StripPartition, StripReader } from './strip-model.ts';
import {
  committedOf,
  lagOf,
  partitionNumbers,
  positionOf,
  type StripRows,
} from './strip-numbers.ts';

/** "Sally is 2,210 records behind on widgets-0." */
export function readerSentence(
  rows: StripRows,
  model: StripModel,
  { partition, reader }: { partition: StripPartition; reader: StripReader },
): string {
  const place = `${model.topic}-${partition.partition}`;
  const lag = lagOf(rows, partition, reader);
  const position = positionOf(rows, reader);
  const verb = reader.isPaused ? 'is paused' : 'is';
  if (position === undefined) return `${reader.name} has not read ${place} yet.`;
  if (lag === 0) return `${reader.name} has read all of ${place}.`;
  return `${reader.name} ${verb} ${formatQuantity(lag, 'record')} behind on ${place}.`;
}

/** "Reads offset 8,272 next; committed 8,270." */
export function readerDetail(rows: StripRows, reader: StripReader): string {
  const position = positionOf(rows, reader);
  const committed = committedOf(rows, reader);
  if (position === undefined) return '';
  const done =
    committed === undefined ? 'nothing committed' : `committed ${formatCount(committed)}`;
  return `Reads offset ${formatCount(position)} next; ${done}.`;
}

/** One row of the hidden table: what it says, and the numbers under `data-…` for tests. */
export interface MirrorRow {
  readonly key: string;
  readonly cells: readonly string[];
  readonly data: Readonly<Record<string, string>>;
}

export function mirrorRows(rows: StripRows, model: StripModel): MirrorRow[] {
  return model.partitions.flatMap((partition) => [
    partitionRow(rows, partition),
    ...partition.readers.map((reader) => readerRow(rows, model, { partition, reader })),
  ]);
}

function partitionRow(rows: StripRows, { partition, liveId }: StripPartition): MirrorRow {
  const numbers = partitionNumbers(rows, liveId);
  const end = String(numbers?.endOffset ?? '');
  const leader = numbers && numbers.leader >= 0 ? String(numbers.leader) : '';
  return {
    key: `partition ${partition}`,
    cells: [
      `Partition ${partition}`,
      leader === '' ? 'no leader' : `led by broker ${leader}`,
      numbers ? `ends at ${formatCount(numbers.endOffset)}` : 'not there yet',
    ],
    data: {
      partition: String(partition),
      end,
      leader,
      highWatermark: String(numbers?.highWatermark ?? ''),
      logStart: String(numbers?.logStart ?? ''),
      inSync: String(numbers?.inSync ?? ''),
    },
  };
}

function readerRow(
  rows: StripRows,
  model: StripModel,
  at: { partition: StripPartition; reader: StripReader },
): MirrorRow {
  const { partition, reader } = at;
  return {
    key: reader.key,
    cells: [reader.name, readerSentence(rows, model, at), readerDetail(rows, reader)],
    data: {
      consumer: reader.name,
      onPartition: String(partition.partition),
      position: String(positionOf(rows, reader) ?? ''),
      committed: String(committedOf(rows, reader) ?? ''),
      lag: String(lagOf(rows, partition, reader)),
    },
  };
}
