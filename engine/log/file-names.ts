/** Names of the files and directories of a log, as Kafka forms them. */

export type SegmentFileKind = '.log' | '.index' | '.timeindex' | '.txnindex' | '.snapshot';

/** Suffixes of files that a crash may leave: to be removed, or (`.swap`) to be taken into use. */
export const LEFTOVER = { deleted: '.deleted', cleaned: '.cleaned', swap: '.swap' } as const;
export const DELETED_DIRECTORY_SUFFIX = '-delete';

/** Files are named for the first offset they may hold, in 20 digits, so that names sort as offsets do. */
export function segmentFileName(baseOffset: number, kind: SegmentFileKind): string {
  return `${String(baseOffset).padStart(20, '0')}${kind}`;
}

/** What a name says of its file; `undefined` for other names. */
export function parseSegmentFileName(
  name: string,
): { baseOffset: number; kind: SegmentFileKind } | undefined {
  const match = /^(\d{20})(\.log|\.index|\.timeindex|\.txnindex|\.snapshot)$/.exec(name);
  return match === null
    ? undefined
    : { baseOffset: Number(match[1]), kind: match[2] as SegmentFileKind };
}

export function partitionDirectoryName(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}

/** The topic may contain dashes, so the last one counts. */
export function parsePartitionDirectoryName(
  name: string,
): { topic: string; partition: number } | undefined {
  const match = /^(.+)-(\d+)$/.exec(name);
  return match === null ? undefined : { topic: match[1]!, partition: Number(match[2]) };
}
