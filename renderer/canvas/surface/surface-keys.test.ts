import { expect, test, vi } from 'vitest';
import { createDocument } from '../../state/document/pipeline-document.ts';
import { createWiringStore } from '../wiring/wiring.ts';
import type { SurfaceCommands } from './surface-commands.ts';
import { pressKey } from './surface-keys.ts';

function started() {
  const document = createDocument({ now: () => 0, newId: () => 'd' });
  document.addNode('topic', { x: 0, y: 0 });
  document.addNode('filter', { x: 400, y: 0 });
  document.clearSelection();
  const commands = {
    fit: vi.fn<() => void>(),
    fitNow: vi.fn<() => void>(),
    zoomIn: vi.fn<() => void>(),
    zoomOut: vi.fn<() => void>(),
    zoomToFull: vi.fn<() => void>(),
    tidy: vi.fn<() => void>(),
    insert: vi.fn<() => void>(),
    drop: vi.fn<() => void>(),
    show: vi.fn<() => void>(),
    renameSelected: vi.fn<() => void>(),
    quickAdd: vi.fn<() => void>(),
    quickAddAt: vi.fn<() => void>(),
    connectSelected: vi.fn<() => void>(),
    choose: vi.fn<() => void>(),
    focus: vi.fn<() => void>(),
  } satisfies SurfaceCommands;
  const onInspect = vi.fn<(nodeId: string) => void>();
  let focused: string | undefined;
  const target = {
    document,
    commands,
    parts: { onInspect, wiring: createWiringStore() },
    spots: () => ({
      nodes: [
        { id: 'topic', x: 0, y: 0 },
        { id: 'filter', x: 400, y: 0 },
      ],
      centre: { x: 390, y: 10 },
    }),
    focused: () => focused,
  };
  const press = (
    key: string,
    modifiers: Partial<{ shiftKey: boolean; modKey: boolean; altKey: boolean }> = {},
  ) => pressKey(target, { key, shiftKey: false, modKey: false, altKey: false, ...modifiers });
  const selected = () => [...document.store.getState().selection.nodes];
  return { document, commands, onInspect, press, selected, focus: (id?: string) => (focused = id) };
}

test('arrows move what is selected by one step of the grid, with Shift by ten', () => {
  const { document, press } = started();
  document.select({ nodes: ['topic'] });
  press('ArrowRight');
  press('ArrowDown', { shiftKey: true });
  expect(document.store.getState().file.layout.nodes['topic']).toEqual({ x: 8, y: 80 });
});

test('with nothing selected an arrow picks the node in the middle, with Ctrl it walks on', () => {
  const { press, selected, commands } = started();
  expect(press('ArrowRight')).toBe(true);
  expect(selected()).toEqual(['filter']);
  press('ArrowLeft', { modKey: true });
  expect(selected()).toEqual(['topic']);
  expect(commands.focus).toHaveBeenLastCalledWith('topic');
  expect(press('ArrowUp', { modKey: true })).toBe(false);
});

test('Delete takes the selection away, and the canvas keeps the focus', () => {
  const { document, press, commands } = started();
  document.select({ nodes: ['topic'] });
  press('Delete');
  expect(document.store.getState().file.nodes.map(({ id }) => id)).toEqual(['filter']);
  expect(commands.focus).toHaveBeenCalledWith();
});

test('Enter opens what has the focus, else what is selected', () => {
  const { document, press, onInspect, focus } = started();
  expect(press('Enter')).toBe(false);
  document.select({ nodes: ['topic'] });
  press('Enter');
  focus('filter');
  press('Enter');
  expect(onInspect.mock.calls).toEqual([['topic'], ['filter']]);
});

test('Space picks and drops the node that has the focus', () => {
  const { document, press, selected, focus } = started();
  expect(press(' ')).toBe(false);
  document.select({ nodes: ['topic'] });
  focus('filter');
  press(' ');
  expect(selected()).toEqual(['topic', 'filter']);
  press(' ');
  expect(selected()).toEqual(['topic']);
});

test('Tab adds from the one selected node, and walks through the page otherwise', () => {
  const { document, press, commands } = started();
  expect(press('Tab')).toBe(false);
  document.select({ nodes: ['topic'] });
  expect(press('Tab', { shiftKey: true })).toBe(false);
  expect(press('Tab')).toBe(true);
  expect(commands.quickAdd).toHaveBeenCalledTimes(1);
});

test('the other keys do what they are for', () => {
  const { document, press, commands, selected } = started();
  expect(press('F2')).toBe(false);
  expect(press('c')).toBe(false);
  press('a', { modKey: true });
  expect(selected()).toEqual(['topic', 'filter']);
  press('d', { modKey: true });
  expect(document.store.getState().file.nodes).toHaveLength(4);
  press('Escape');
  expect(selected()).toEqual([]);
  document.select({ nodes: ['topic'] });
  expect(press('F2')).toBe(true);
  expect(press('c')).toBe(true);
  expect(press('/')).toBe(true);
  expect(commands.renameSelected).toHaveBeenCalled();
  expect(commands.connectSelected).toHaveBeenCalled();
  expect(commands.quickAdd).toHaveBeenCalled();
});

test('keys of others are left to them', () => {
  const { press } = started();
  expect(press('z', { modKey: true })).toBe(false);
  expect(press('ArrowLeft', { altKey: true })).toBe(false);
  expect(press('x')).toBe(false);
});
