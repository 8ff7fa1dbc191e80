/** A start goes on where the last one was, loses nothing, and shows something that moves the first time. */

import { describe, expect, test } from 'vitest';
import { emptyPipeline } from '../../engine/contract/project/pipeline-file.ts';
import { serialisePipeline } from '../../engine/contract/project/serialise-pipeline.ts';
import type { PipelineView } from '../../engine/contract/views/pipeline.ts';
import { createScriptedHost } from '../state/scripted-host.ts';
import { createWorkspace } from '../state/workspace.ts';
import { createFileWork } from './files/file-work.ts';
import { createRunWork } from './run/run-work.ts';
import { createShellStore } from './shell-store.ts';
import { startUp } from './start-up.ts';

const textOf = (name: string): string => serialisePipeline(emptyPipeline(name));
const stopped: PipelineView = { state: 'stopped', name: null, path: null, nodes: [] };

function setUp(pipeline: PipelineView = stopped) {
  const host = createScriptedHost();
  host.answer('settings.read', () => ({ theme: 'light', panels: '{"bottom":1}' }));
  host.answer('autosave.list', () => []);
  host.answer('autosave.write', () => null);
  host.answer('recent.list', () => []);
  host.answer('sample.open', () => ({ text: textOf('Widgets') }));
  host.answer('pipeline.run', () => ({ started: true, problems: [] }));
  host.answer('pipeline.validate', () => ({ problems: [] }));
  host.publish('pipeline', pipeline);
  const workspace = createWorkspace(host.transport, {
    request: () => 0,
    cancel: () => undefined,
    setTimer: () => 0,
    clearTimer: () => undefined,
  });
  const store = createShellStore();
  const restored: string[] = [];
  const leaving: (() => void)[] = [];
  const items = new Map<string, string>();
  const shell = {
    workspace,
    store,
    files: createFileWork(workspace, store),
    runs: createRunWork(workspace, store),
    theme: {
      restore: (choice: string) => void restored.push(choice),
      choose: () => undefined,
      toggle: () => undefined,
    },
    panels: {
      restore: (text: string) => void restored.push(text),
      sizeAtFirst: () => 0,
      resized: () => undefined,
      attach: () => undefined,
      toggle: () => undefined,
      open: () => undefined,
      offer: () => undefined,
      showTab: () => undefined,
      toggleLargeBottom: () => undefined,
    },
    show: store.setState,
  };
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  return {
    host,
    workspace,
    store,
    restored,
    leave: () => leaving.forEach((callback) => callback()),
    start: () =>
      startUp(
        shell,
        {
          storage,
          timers: { setTimer: () => 0, clearTimer: () => undefined },
          onLeave: (callback) => leaving.push(callback),
        },
        () => restored.push('shown'),
      ),
    opened: () => workspace.document.store.getState(),
    asked: (name: string) => host.requests.filter((request) => request.name === name).length,
  };
}

test('settings come first, then the page is shown', async () => {
  const { start, restored } = setUp();
  await start();
  expect(restored).toEqual(['light', '{"bottom":1}', 'shown']);
});

describe('what is opened', () => {
  test('the first time: the sample, running, with the line that says what is happening', async () => {
    const { start, opened, store, asked } = setUp();
    await start();
    expect(opened().file.name).toBe('Widgets');
    expect(store.getState()).toMatchObject({ welcome: true, sample: 'widgets' });
    expect(asked('pipeline.run')).toBe(1);
    expect(store.getState().ran).toBe(opened().file);
  });

  test('a sample that runs already is not started again', async () => {
    const { start, opened, store, asked } = setUp({
      ...stopped,
      state: 'running',
      name: 'Widgets',
    });
    await start();
    expect(asked('pipeline.run')).toBe(0);
    expect(store.getState().ran).toBe(opened().file);
  });

  test('later: the file that was used last', async () => {
    const { host, start, opened, store } = setUp();
    const path = '/work/red.pipeline.json';
    host.answer('recent.list', () => [{ path, name: 'red', usedAt: 1, missing: false }]);
    host.answer('file.open', () => ({ path, text: textOf('Red') }));
    await start();
    expect(opened()).toMatchObject({ path, dirty: false, file: { name: 'Red' } });
    expect(store.getState().welcome).toBe(false);
  });

  test('a last file that is missing gives way to the sample', async () => {
    const { host, start, opened } = setUp();
    host.answer('recent.list', () => [{ path: '/gone', name: 'gone', usedAt: 1, missing: true }]);
    await start();
    expect(opened().file.name).toBe('Widgets');
  });

  test('work that was left unsaved comes before all else', async () => {
    const { host, start, opened } = setUp();
    host.answer('autosave.list', () => [
      { documentId: 'lost', path: '/work/a.pipeline.json', text: textOf('Lost'), savedAt: 2 },
      { documentId: 'older', path: null, text: textOf('Older'), savedAt: 1 },
    ]);
    await start();
    expect(opened()).toMatchObject({ documentId: 'lost', dirty: true, file: { name: 'Lost' } });
  });

  test('a host that answers nothing leaves an empty canvas', async () => {
    const { host, start, opened } = setUp();
    for (const name of ['settings.read', 'autosave.list', 'recent.list', 'sample.open']) {
      host.answer(name, () => null);
    }
    host.answer('autosave.list', () => []);
    host.answer('recent.list', () => []);
    host.answer('sample.open', () => ({ text: 'not a pipeline' }));
    await start();
    expect(opened().file.nodes).toEqual([]);
  });
});

test('a reload shows what was open, with its unsaved changes, and keeps a copy on the way out', async () => {
  const { start, leave, opened, workspace, asked } = setUp();
  await start();
  workspace.document.setTitle('Changed');
  leave();
  expect(asked('autosave.write')).toBe(0);
  await Promise.resolve();
  expect(asked('autosave.write')).toBe(1);
  const { documentId } = opened();
  workspace.document.startNew('Elsewhere');
  await start();
  expect(opened()).toMatchObject({ documentId, dirty: true, file: { name: 'Changed' } });
});
