/** `npm run build`: builds into `dist/` what has changed since the last time. */

import { buildParts } from './building/build-parts.ts';
import { buildStale } from './building/freshness.ts';
import { repositoryRoot } from './repository.ts';

const startedMs = performance.now();
const built = await buildStale(repositoryRoot, buildParts);
const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
console.log(
  built.length === 0 ? 'Nothing has changed.' : `Built ${built.join(', ')} (${seconds} s).`,
);
