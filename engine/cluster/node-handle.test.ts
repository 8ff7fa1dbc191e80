import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NodeHandle } from './node-handle.ts';
import type { ControllerSetup, NodeReport } from './node-messages.ts';

let directory = '';
const handles: NodeHandle[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-node-'));
});
afterEach(async () => {
  for (const handle of handles.splice(0)) await handle.kill();
  rmSync(directory, { recursive: true, force: true });
});

/** The thread of a controller, with what is heard of it. */
function start(setup: Partial<ControllerSetup> = {}) {
  const states: string[] = [];
  const reports: NodeReport[] = [];
  const handle = new NodeHandle({
    script: 'controller-thread',
    setup: {
      nodeId: 3000,
      clusterId: 'FixtureClusterIdOf22chr',
      host: '127.0.0.1',
      port: 0,
      dataDirectory: join(directory, 'controller'),
      properties: {},
      ...setup,
    },
    onReport: (report) => reports.push(report),
    onState: (state) => states.push(state),
  });
  handles.push(handle);
  return { handle, states, kinds: () => reports.map(({ kind }) => kind) };
}

test('a node reports where it listens, runs, and stops in order', async () => {
  const { handle, states, kinds } = start();
  expect(handle.state).toBe('starting');
  await handle.ready;
  await handle.stop(60_000);
  expect([states, kinds(), handle.problem]).toEqual([
    ['running', 'stopped'],
    ['listening', 'ready', 'stopped'],
    null,
  ]);
});

test('a killed node is stopped without a word', async () => {
  const { handle, states, kinds } = start();
  await handle.ready;
  await handle.kill();
  expect([states, kinds()]).toEqual([
    ['running', 'stopped'],
    ['listening', 'ready'],
  ]);
});

test('a node that is killed before it runs is not waited for', async () => {
  const { handle } = start();
  const refused = handle.ready.catch((error: unknown) => error);
  await handle.kill();
  expect(await refused).toMatchObject({ code: 'NODE_STOPPED' });
});

test('an operating error at the start is told in its own words', async () => {
  writeFileSync(join(directory, 'file'), '');
  const { handle, states, kinds } = start({ dataDirectory: join(directory, 'file') });
  await expect(handle.ready).rejects.toMatchObject({ name: 'EngineError' });
  expect([states, kinds(), handle.problem]).toEqual([
    ['failed'],
    ['failed'],
    expect.stringContaining(join(directory, 'file')),
  ]);
});

test('a bug ends the thread and is told with its stack', async () => {
  const { handle, states } = start({ properties: null as never, host: 5 as never });
  await expect(handle.ready).rejects.toMatchObject({ code: 'NODE_CRASHED' });
  expect(states).toEqual(['failed']);
});
