/** Source and canvas are one document: each shows what was changed in the other, and broken text harms nothing. */

import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../engine/contract/project/problem.ts';
import { createDocument } from '../state/document/pipeline-document.ts';
import type { TextRange } from './node-range.ts';
import type { TextMark } from './problem-marks.ts';
import { joinSource } from './source-sync.ts';

function setUp() {
  const document = createDocument();
  const node = document.addNode('topic', { x: 0, y: 0 }) ?? '';
  document.clearSelection();
  const checks = { store: createStore<{ problems: readonly Problem[] }>(() => ({ problems: [] })) };
  let text = '';
  let focus = false;
  let waiting: (() => void) | undefined;
  const listeners = { typed: () => {}, blur: () => {}, cursor: (_offset: number) => {} };
  const shown = {
    highlighted: [] as readonly TextRange[],
    revealed: [] as TextRange[],
    marks: [] as readonly TextMark[],
  };
  const sync = joinSource({
    document,
    checks,
    timers: {
      setTimer(callback) {
        waiting = callback;
        return 1;
      },
      clearTimer: () => {
        waiting = undefined;
      },
    },
    side: {
      text: () => text,
      replace: (next) => {
        text = next;
      },
      hasFocus: () => focus,
      highlight: (ranges) => {
        shown.highlighted = ranges;
      },
      reveal: (range) => shown.revealed.push(range),
      mark: (marks) => {
        shown.marks = marks;
      },
      onTyped: (listener) => {
        listeners.typed = listener;
      },
      onBlur: (listener) => {
        listeners.blur = listener;
      },
      onCursor: (listener) => {
        listeners.cursor = listener;
      },
    },
  });
  return {
    sync,
    document,
    node,
    checks,
    shown,
    text: () => text,
    type(next: string) {
      focus = true;
      text = next;
      listeners.typed();
    },
    pass: () => waiting?.(),
    blur() {
      focus = false;
      listeners.blur();
    },
    cursor: (offset: number) => listeners.cursor(offset),
    isWaiting: () => waiting !== undefined,
  };
}

describe('text', () => {
  test('it begins as the document', () => {
    const { text, document } = setUp();
    expect(text()).toBe(document.text());
  });

  test('what is typed reaches the canvas a moment later', () => {
    const { text, type, pass, document } = setUp();
    type(text().replace('"name": "topic"', '"name": "widgets"'));
    expect(document.store.getState().file.nodes[0]?.name).toBe('topic');
    pass();
    expect(document.store.getState().file.nodes[0]?.name).toBe('widgets');
  });

  test('leaving the text does not wait', () => {
    const { text, type, blur, isWaiting, document } = setUp();
    type(text().replace('"name": "topic"', '"name": "widgets"'));
    blur();
    expect(document.store.getState().file.nodes[0]?.name).toBe('widgets');
    expect(isWaiting()).toBe(false);
  });

  test('what changes on the canvas appears in the text, but not under the hands of who types', () => {
    const { text, type, pass, blur, node, document } = setUp();
    document.rename(node, 'red');
    expect(text()).toContain('"name": "red"');
    const typed = text().replace('"name": "red"', '"name":     "blue"');
    type(typed);
    pass();
    expect(text()).toBe(typed);
    blur();
    document.rename(node, 'green');
    expect(text()).toBe(document.text());
  });

  test('broken text leaves the canvas as it was, and can be given up', () => {
    const { text, type, pass, sync, document } = setUp();
    const good = text();
    type(`${good} oops`);
    pass();
    expect(document.store.getState().draft?.text).toBe(`${good} oops`);
    expect(document.text()).toBe(good);
    sync.revert();
    expect(text()).toBe(good);
    expect(document.store.getState().draft).toBeNull();
  });

  test('another document takes the place of what was being typed', () => {
    const { text, type, isWaiting, document } = setUp();
    type('{');
    document.startNew('Other');
    expect(text()).toBe(document.text());
    expect(isWaiting()).toBe(false);
  });

  test('closing keeps what was typed last, and hears no more', () => {
    const { text, type, sync, node, document } = setUp();
    type(text().replace('"name": "topic"', '"name": "last"'));
    sync.close();
    expect(document.store.getState().file.nodes[0]?.name).toBe('last');
    const before = text();
    document.rename(node, 'later');
    expect(text()).toBe(before);
  });
});

describe('selection', () => {
  test('a node that is selected is marked and brought into view', () => {
    const { shown, document, node, text } = setUp();
    document.select({ nodes: [node] });
    const [range] = shown.highlighted;
    expect(JSON.parse(text().slice(range?.start, range?.end))).toMatchObject({ id: node });
    expect(shown.revealed).toEqual([range]);
    document.clearSelection();
    expect(shown.highlighted).toEqual([]);
  });

  test('the cursor selects the node in which it is put, without moving the view', () => {
    const { shown, document, node, text, cursor } = setUp();
    cursor(text().indexOf('"kind"'));
    expect([...document.store.getState().selection.nodes]).toEqual([node]);
    expect(shown.revealed).toEqual([]);
  });

  test('outside of nodes the cursor leaves the selection alone', () => {
    const { document, node, cursor } = setUp();
    document.select({ nodes: [node] });
    cursor(1);
    expect([...document.store.getState().selection.nodes]).toEqual([node]);
  });
});

test('problems are marked where they are', () => {
  const { checks, shown, node, text } = setUp();
  checks.store.setState({
    problems: [{ code: 'x', severity: 'error', nodeId: node, message: 'Wrong.' }],
  });
  const line = text()
    .split('\n')
    .findIndex((each) => each.includes('"id"'));
  expect(shown.marks).toEqual([{ line, column: 5, severity: 'error', message: 'Wrong.' }]);
});
