/** `partition.metadata`: the id of the topic that a log belongs to, so that a re-created topic is not taken for the old one. */

import type { Disk } from '../base/ports/disk.ts';
import { replaceFile } from './checkpoint-file.ts';

const FILE = 'partition.metadata';

/** `undefined` when there is no such file or it is not whole. */
export function readTopicId(disk: Disk, directory: string): string | undefined {
  const path = disk.join(directory, FILE);
  if (!disk.exists(path)) return undefined;
  const match = /^version: 0\ntopic_id: ([\w-]{22})\s*$/.exec(disk.readFile(path).toString('utf8'));
  return match?.[1];
}

/** Not synced: the cluster's metadata knows the id as well. */
export function writeTopicId(disk: Disk, directory: string, topicId: string): void {
  replaceFile(disk, disk.join(directory, FILE), `version: 0\ntopic_id: ${topicId}`);
}
