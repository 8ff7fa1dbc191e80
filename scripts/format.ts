/** `npm run format`: writes every file as `npm run check` wants it. */

import { spawnSync } from 'node:child_process';
import { toolScript } from './gates.ts';
import { repositoryRoot } from './repository.ts';

const { status } = spawnSync(
  process.execPath,
  [toolScript(repositoryRoot, 'oxfmt'), ...process.argv.slice(2)],
  { cwd: repositoryRoot, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
