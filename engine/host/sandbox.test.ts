import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sandbox, type SandboxOptions } from './sandbox.ts';

let directory = '';
const blockers: Server[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-sandbox-'));
});
afterEach(() => {
  for (const server of blockers.splice(0)) server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A port that another program has. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  blockers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as { port: number }).port;
}

function optionsOf(change: Partial<SandboxOptions>, said: string[]): SandboxOptions {
  return {
    brokers: 1,
    host: '127.0.0.1',
    port: 0,
    mayMove: true,
    dataDirectory: join(directory, 'data'),
    properties: { 'offsets.topic.replication.factor': '1' },
    ui: { port: 0, mayMove: true },
    env: { PENSTOCK_HOME: directory },
    say: (sentence) => said.push(sentence),
    ...change,
  };
}

test(
  'taken ports are stepped over where that is allowed, and said',
  { timeout: 30_000 },
  async () => {
    const said: string[] = [];
    const [port, uiPort] = [await takenPort(), await takenPort()];
    const sandbox = await Sandbox.start(
      optionsOf({ port, ui: { port: uiPort, mayMove: true } }, said),
    );
    expect(sandbox.brokers[0]!.port).not.toBe(port);
    expect(said).toEqual([
      expect.stringMatching(new RegExp(`^Port ${uiPort} is taken; the IDE is served on \\d+\\.$`)),
      expect.stringMatching(
        new RegExp(`^Port ${port} is taken; the brokers listen on 127\\.0\\.0\\.1:\\d+\\.$`),
      ),
    ]);
    const page = await fetch(sandbox.uiUrl!.replace(/#.*/, ''));
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    await sandbox.close();
  },
);

test(
  'where ports may not move a taken one ends the start, and nothing is left behind',
  { timeout: 30_000 },
  async () => {
    const uiPort = await takenPort();
    const starting = Sandbox.start(optionsOf({ ui: { port: uiPort, mayMove: false } }, []));
    await expect(starting).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    const port = await takenPort();
    await expect(Sandbox.start(optionsOf({ port, mayMove: false }, []))).rejects.toMatchObject({
      code: 'PORT_TAKEN',
    });
  },
);
