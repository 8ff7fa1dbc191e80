/** Unsaved work has a copy within a second; saved work has none. */

import { expect, test } from 'vitest';
import { createDocument } from '../../state/document/pipeline-document.ts';
import { createScriptedHost } from '../../state/scripted-host.ts';
import { startAutosave } from './autosave.ts';

function setUp({ isRefused = false } = {}) {
  const host = createScriptedHost();
  if (!isRefused) host.answer('autosave.write', () => null);
  host.answer('autosave.discard', () => null);
  let ids = 0;
  const document = createDocument({ newId: () => `document-${++ids}` });
  let waiting: { callback: () => void; delayMs: number } | undefined;
  const troubles: unknown[] = [];
  const { stop, flush } = startAutosave({
    document,
    transport: host.transport,
    timers: {
      setTimer(callback, delayMs) {
        waiting = { callback, delayMs };
        return 1;
      },
      clearTimer: () => {
        waiting = undefined;
      },
    },
    onTrouble: (error) => troubles.push(error),
  });
  return {
    host,
    document,
    troubles,
    stop,
    flush,
    delay: () => waiting?.delayMs,
    async pass() {
      const due = waiting;
      waiting = undefined;
      due?.callback();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
    asked: () =>
      host.requests
        .filter(({ name }) => name.startsWith('autosave.'))
        .map(({ name, args }) => [name, (args as { documentId: string }).documentId]),
  };
}

const PLACE = { x: 0, y: 0 };

test('edits in a row are kept once, within a second', async () => {
  const { document, delay, pass, asked, host } = setUp();
  document.addNode('topic', PLACE);
  document.addNode('topic', PLACE);
  expect(delay()).toBe(1000);
  await pass();
  expect(asked()).toEqual([['autosave.write', 'document-1']]);
  expect(host.requests.at(-1)?.args).toEqual({
    documentId: 'document-1',
    path: null,
    text: document.text(),
  });
});

test('selecting keeps nothing', () => {
  const { document, delay } = setUp();
  document.selectAll();
  expect(delay()).toBeUndefined();
});

test('what was saved has no copy any more', async () => {
  const { document, pass, asked } = setUp();
  document.addNode('topic', PLACE);
  await pass();
  document.markSaved('/a.pipeline.json', document.text());
  await pass();
  expect(asked()).toEqual([
    ['autosave.write', 'document-1'],
    ['autosave.discard', 'document-1'],
  ]);
});

test('undoing back to what was saved needs no copy', async () => {
  const { document, pass, asked } = setUp();
  document.addNode('topic', PLACE);
  document.undo();
  await pass();
  expect(asked()).toEqual([]);
});

test('what is put aside is kept with its last change', async () => {
  const { document, pass, asked } = setUp();
  document.addNode('topic', PLACE);
  document.startNew();
  await pass();
  expect(asked()).toEqual([['autosave.write', 'document-1']]);
});

test('recovered work that is saved loses the copy that it came from', async () => {
  const { document, pass, asked } = setUp();
  document.openText(document.text(), { path: null, recovered: { documentId: 'earlier' } });
  document.markSaved('/b.pipeline.json', document.text());
  await pass();
  expect(asked()).toEqual([['autosave.discard', 'earlier']]);
});

test('trouble is told once, and again only after a copy was kept in between', async () => {
  const { host, document, pass, troubles } = setUp({ isRefused: true });
  const edit = async (): Promise<number> => {
    document.addNode('topic', PLACE);
    await pass();
    return troubles.length;
  };
  expect([await edit(), await edit()]).toEqual([1, 1]);
  host.answer('autosave.write', () => null);
  expect(await edit()).toBe(1);
});

test('on the way out what waits is kept at once, and nothing when nothing waits', async () => {
  const { document, flush, pass, asked } = setUp();
  flush();
  document.addNode('topic', PLACE);
  flush();
  await pass();
  expect(asked()).toEqual([['autosave.write', 'document-1']]);
});

test('after the end nothing is kept', async () => {
  const { document, stop, pass, asked } = setUp();
  document.addNode('topic', PLACE);
  stop();
  await pass();
  expect(asked()).toEqual([]);
});
