/** What the page sees is shown at once, what the host finds joins it, and an old answer never wins. */

import { expect, test } from 'vitest';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { createDocument } from '../document/pipeline-document.ts';
import { createScriptedHost } from '../scripted-host.ts';
import { createChecks, merged } from './checks.ts';

function setUp() {
  const host = createScriptedHost();
  const document = createDocument();
  const timers = new Map<number, () => void>();
  let next = 1;
  const checks = createChecks(
    { document, transport: host.transport },
    {
      setTimer(callback) {
        timers.set(next, callback);
        return next++;
      },
      clearTimer: (timer) => timers.delete(timer),
    },
  );
  return {
    host,
    document,
    checks,
    /** Lets the waiting timers run, and the host answer. */
    async settle() {
      for (const [timer, callback] of timers) {
        timers.delete(timer);
        callback();
      }
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
    codes: () => checks.store.getState().problems.map(({ code }) => code),
  };
}

const badCondition: Problem = {
  code: 'bad-condition',
  severity: 'error',
  nodeId: 'filter',
  field: 'condition',
  message: 'filter: expected a value at the end.',
  line: 1,
  column: 9,
};

test('what the page sees by itself needs no host', () => {
  const { document, codes } = setUp();
  document.addNode('filter', { x: 0, y: 0 });
  expect(codes()).toEqual(['bad-field', 'needs-input', 'needs-output']);
});

test('what the host finds joins it, and is dropped as soon as the graph changes', async () => {
  const { host, document, settle, codes } = setUp();
  host.answer('pipeline.validate', () => ({ problems: [badCondition] }));
  document.addNode('topic', { x: 0, y: 0 });
  await settle();
  expect(codes()).toEqual(['bad-condition']);
  document.addNode('topic', { x: 9, y: 0 });
  expect(codes()).toEqual([]);
});

test('moving a box asks nothing', async () => {
  const { host, document, settle } = setUp();
  host.answer('pipeline.validate', () => ({ problems: [] }));
  const id = document.addNode('topic', { x: 0, y: 0 }) ?? '';
  await settle();
  // Once more, for the question that the connection itself brought up.
  await settle();
  const before = host.requests.length;
  document.moveNodes({ [id]: { x: 50, y: 50 } });
  await settle();
  expect(host.requests.length).toBe(before);
});

test('a host that refuses leaves what the page sees', async () => {
  const { document, settle, codes } = setUp();
  document.addNode('file-sink', { x: 0, y: 0 });
  await settle();
  expect(codes()).toEqual(['bad-field', 'needs-input']);
});

test('a broken draft shows its own problems only', () => {
  const { document, codes } = setUp();
  document.addNode('filter', { x: 0, y: 0 });
  document.replaceFromText('{');
  expect(codes()).toEqual(['not-json']);
  document.replaceFromText(document.text());
  expect(codes()).toEqual(['bad-field', 'needs-input', 'needs-output']);
});

test('the same problem from both is one, with what the host knows more', () => {
  const { line: _line, column: _column, ...seen } = badCondition;
  const warning: Problem = { code: 'w', severity: 'warning', message: 'Mind this.' };
  expect(merged([warning, seen], [badCondition])).toEqual([badCondition, warning]);
});

test('after it was closed nothing is asked', async () => {
  const { host, document, checks, settle } = setUp();
  checks.close();
  document.addNode('topic', { x: 0, y: 0 });
  await settle();
  expect(host.requests.filter(({ name }) => name === 'pipeline.validate')).toEqual([]);
});
