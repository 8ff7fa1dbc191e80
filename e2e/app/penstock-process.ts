/** A `penstock serve --ui` of a test's own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface PenstockProcess {
  readonly child: ChildProcess;
  readonly uiUrl: string;
}

const command = fileURLToPath(new URL('../../bin/penstock.mjs', import.meta.url));

/** On free ports, with its state in `home`. */
export async function spawnPenstock(home: string): Promise<PenstockProcess> {
  const args = [command, 'serve', '--ui', '--ui-port', '0', '--port', '0', '--json'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PENSTOCK_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`penstock serve ended with ${code}. ${errors}`)));
  });
  const { uiUrl } = JSON.parse(line) as { uiUrl: string };
  return { child, uiUrl };
}

/** As Ctrl-C does, or without warning; waits until it has ended. */
export async function killPenstock(
  child: ChildProcess,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
