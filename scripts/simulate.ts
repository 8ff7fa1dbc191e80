/** `npm run simulate`: runs whole clusters in one thread, from one seed; `engine/simulation/main.ts` tells what it takes. */

import { join } from 'node:path';
import { runChild } from './child.ts';
import { repositoryRoot } from './repository.ts';

process.exitCode = await runChild(process.execPath, [
  '--disable-warning=ExperimentalWarning',
  join(repositoryRoot, 'engine', 'simulation', 'main.ts'),
  ...process.argv.slice(2),
]);
