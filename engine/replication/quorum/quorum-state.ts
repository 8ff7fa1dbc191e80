/** What a voter must not forget: the epoch it is in, who leads it, and whom it voted for. Kafka's `quorum-state` file. */

import { EngineError } from '../../base/errors.ts';
import type { Disk } from '../../base/ports/disk.ts';

export interface QuorumState {
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly votedId: number;
  readonly votedDirectoryId: string;
}

const FILE_NAME = 'quorum-state';
const DATA_VERSION = 1;
export const NOBODY = { id: -1, directoryId: 'AAAAAAAAAAAAAAAAAAAAAA' } as const;

/** Undefined where there is no such file yet. */
export function readQuorumState(disk: Disk, directory: string): QuorumState | undefined {
  const path = disk.join(directory, FILE_NAME);
  if (!disk.exists(path)) return undefined;
  const state = parseJson(disk.readFile(path).toString('utf8'));
  if (!isQuorumState(state)) {
    throw new EngineError('QUORUM_STATE_CORRUPT', `The file ${path} is damaged.`, {
      hint: 'Restore it from a copy. As a last resort delete it: the epoch is then taken from the log.',
    });
  }
  return state;
}

export function writeQuorumState(disk: Disk, directory: string, state: QuorumState): void {
  const { leaderId, leaderEpoch, votedId, votedDirectoryId } = state;
  const content = { leaderId, leaderEpoch, votedId, votedDirectoryId, data_version: DATA_VERSION };
  disk.writeFileAtomic(disk.join(directory, FILE_NAME), JSON.stringify(content));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isQuorumState(state: unknown): state is QuorumState {
  if (typeof state !== 'object' || state === null) return false;
  const { leaderId, leaderEpoch } = state as Partial<QuorumState>;
  return Number.isSafeInteger(leaderId) && Number.isSafeInteger(leaderEpoch);
}
