/** `npm run dev`: the page from Vite with hot reload, and the engine from source behind it. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer } from 'vite';
import { repositoryRoot } from './repository.ts';

const command = join(repositoryRoot, 'cli', 'main.ts');
const args = [command, 'serve', '--ui', '--json', ...process.argv.slice(2)];
const engine = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const stopped = new Promise<number>((resolve) =>
  engine.once('close', (code) => resolve(code ?? 1)),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => engine.kill(signal));

const uiUrl = await Promise.race([readyUrl(), stopped]);
if (typeof uiUrl === 'string') await servePage(new URL(uiUrl));
process.exitCode = await stopped;
process.exit();

/** The address of the page, from the line that `penstock serve --json` prints. */
function readyUrl(): Promise<string> {
  return new Promise((resolve) => {
    createInterface(engine.stdout).once('line', (line) => {
      resolve((JSON.parse(line) as { uiUrl: string }).uiUrl);
    });
  });
}

/** The page speaks to Vite, which hands the contract on as if it came from the engine's own page. */
async function servePage({ origin, hash }: URL): Promise<void> {
  const contract = { target: origin, ws: true, changeOrigin: true, rewriteWsOrigin: true };
  const server = await createServer({
    configFile: join(repositoryRoot, 'vite.config.ts'),
    root: join(repositoryRoot, 'renderer'),
    server: { proxy: { '/contract': contract } },
  });
  await server.listen();
  console.log(`The page, with hot reload, is at ${server.resolvedUrls?.local[0] ?? ''}${hash}`);
  console.log('After a change of the engine, stop this with Ctrl-C and start it again.');
}
