/** `npm run dev`: the page from Vite with hot reload, the engine from source beside it. */

import { join } from 'node:path';
import { createServer } from 'vite';
import { runChild } from './child.ts';
import { repositoryRoot } from './repository.ts';

const server = await createServer({ configFile: join(repositoryRoot, 'vite.config.ts') });
await server.listen();
const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:5173/';
console.log(`The page is served from source on ${address}`);
try {
  process.exitCode = await runChild(
    process.execPath,
    [join(repositoryRoot, 'cli', 'main.ts'), 'start', ...process.argv.slice(2)],
    { env: { ...process.env, PENSTOCK_PAGE_URL: address } },
  );
} finally {
  await server.close();
}
