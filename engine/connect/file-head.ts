/** The beginning of a file as a fingerprint: it tells whether a file is still the one that was read before. */

import type { DiskFile } from '../base/ports/disk.ts';

const HEAD_BYTES = 256;

export interface FileHead {
  readonly length: number;
  readonly hash: string;
}

/** Of the first bytes up to `position`, at most 256. */
export function headOf(file: DiskFile, position: number): FileHead {
  const head = Buffer.alloc(Math.min(position, HEAD_BYTES));
  const length = file.read(head, 0, head.length, 0);
  return { length, hash: fnv1a(head.subarray(0, length)) };
}

/** Whether the file still begins so. */
export function hasHead(file: DiskFile, { length, hash }: FileHead): boolean {
  const now = headOf(file, length);
  return now.length === length && now.hash === hash;
}

/** FNV-1a, 32 bits. */
function fnv1a(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
