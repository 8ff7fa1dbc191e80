/** All that is watched in every run. */

import type { Checker } from './define-checker.ts';
import { oneLeaderPerEpoch } from './one-leader-per-epoch.ts';
import { oneOwnerPerGeneration } from './one-owner-per-generation.ts';
import { positionsRise } from './positions-rise.ts';
import { readersAgree } from './readers-agree.ts';
import { replicasAgree } from './replicas-agree.ts';
import { watermarksRise } from './watermarks-rise.ts';

export const checkers: readonly Checker[] = [
  oneLeaderPerEpoch,
  oneOwnerPerGeneration,
  positionsRise,
  readersAgree,
  replicasAgree,
  watermarksRise,
];
