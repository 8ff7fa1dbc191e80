/** Runs `penstock serve` on free ports as a user would, and breaks its brokers through the contract, as the page does. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { HostMessage } from '../../engine/contract/transport/channel.ts';

/** The line that `penstock serve --json` prints when clients can connect. */
export interface Ready {
  readonly ready: true;
  readonly bootstrap: string;
  readonly brokers: readonly {
    readonly id: number;
    readonly host: string;
    readonly port: number;
  }[];
  readonly uiUrl: string | null;
  readonly startMs: number;
}

export interface Serve extends ServeProcess {
  killBroker(id: number): Promise<void>;
  restartBroker(id: number): Promise<void>;
}

/** A running `penstock serve`, whatever its options. */
export interface ServeProcess extends Ready {
  readonly pid: number;
  /** From the start of the process to its line, as seen from outside. */
  readonly seenReadyMs: number;
  /** Resolves with the exit code; a TERM must stop it cleanly. */
  stop(): Promise<number>;
}

const command = fileURLToPath(new URL('../../bin/penstock.mjs', import.meta.url));

/** Starts three brokers on free ports that the page's contract can break. */
export async function startServe(options: readonly string[] = []): Promise<Serve> {
  const serve = await spawnServe(['--ui', '--ui-port', '0', ...options]);
  if (serve.uiUrl === null) throw new Error('penstock serve --ui names no address.');
  const contract = await openContract(serve.uiUrl);
  return {
    ...serve,
    killBroker: (brokerId) => contract.request('broker.kill', { brokerId }),
    restartBroker: (brokerId) => contract.request('broker.restart', { brokerId }),
    stop() {
      contract.close();
      return serve.stop();
    },
  };
}

/** Starts `penstock serve` with data of its own, which goes when it ends. */
export async function spawnServe(options: readonly string[]): Promise<ServeProcess> {
  const home = mkdtempSync(join(tmpdir(), 'penstock-serve-'));
  const args = [command, 'serve', '--json', '--ephemeral', '--port', '0', ...options];
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, PENSTOCK_HOME: home } });
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => {
      rmSync(home, { recursive: true, force: true });
      resolve(code ?? -1);
    });
  });
  const ready = await readyLine(child);
  return {
    ...ready,
    seenReadyMs: performance.now() - startedMs,
    pid: child.pid ?? -1,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function readyLine(child: ChildProcess): Promise<Ready> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('penstock serve has no output.');
  let errors = '';
  stderr.on('data', (chunk: Buffer) => (errors += String(chunk)));
  return new Promise((resolve, reject) => {
    createInterface(stdout).once('line', (line) => resolve(JSON.parse(line) as Ready));
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`penstock serve ended with ${code}. ${errors}`)),
    );
  });
}

interface Contract {
  request(name: string, args: object): Promise<void>;
  close(): void;
}

/** The page's WebSocket: the token from the address, and the origin of the page. */
async function openContract(uiUrl: string): Promise<Contract> {
  const { host, origin, hash } = new URL(uiUrl);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
  const socket = new WebSocket(`ws://${host}/contract?token=${token}`, { origin });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return;
    const message = JSON.parse(String(data)) as HostMessage;
    if (message.kind === 'reply') waiting.get(message.id)?.resolve();
    if (message.kind === 'refusal') {
      waiting.get(message.id)?.reject(new Error(message.error.message));
    }
  });
  let lastId = 0;
  return {
    request(name, args) {
      const id = ++lastId;
      socket.send(JSON.stringify({ kind: 'request', id, name, args }));
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    close: () => socket.terminate(),
  };
}
