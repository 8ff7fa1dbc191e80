/** `npm run bench`: builds what has changed, then measures the built product. */

import { join } from 'node:path';
import { buildParts } from './building/build-parts.ts';
import { buildStale } from './building/freshness.ts';
import { runChild } from './child.ts';
import { repositoryRoot } from './repository.ts';

await buildStale(repositoryRoot, buildParts);
process.exitCode = await runChild(process.execPath, [
  join(repositoryRoot, 'e2e', 'bench', 'main.ts'),
  ...process.argv.slice(2),
]);
