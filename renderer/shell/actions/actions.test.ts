/** The keymap is data: no two actions may want the same key, and what is listed can be asked for. */

import { expect, test } from 'vitest';
import { actions, keysOf } from './actions.ts';

test('no key is bound twice', () => {
  const keys = actions.flatMap((action) => action.keys ?? []);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(keys.length).toBeGreaterThan(20);
});

test('ids are unique and begin with an area', () => {
  const ids = actions.map((action) => action.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^(file|edit|canvas|run|view|help)\.\w+$/u.test(id))).toEqual([]);
});

test('the shortcuts that people know from elsewhere are there', () => {
  const known = Object.fromEntries(actions.map((action) => [action.id, action.keys?.[0]]));
  expect(known).toMatchObject({
    'file.new': 'Mod+N',
    'file.open': 'Mod+O',
    'file.save': 'Mod+S',
    'file.saveAs': 'Mod+Shift+S',
    'edit.undo': 'Mod+Z',
    'edit.redo': 'Mod+Shift+Z',
    'edit.duplicate': 'Mod+D',
    'edit.selectAll': 'Mod+A',
    'canvas.find': 'Mod+F',
    'view.palette': 'Mod+K',
    'view.left': 'Mod+B',
    'view.bottom': 'Mod+J',
    'run.run': 'F5',
    'run.stop': 'Shift+F5',
    'run.pause': 'F6',
    'run.apply': 'Mod+Enter',
    'help.keys': '?',
  });
});

test('what is shown is the first key', () => {
  const undo = actions.find((action) => action.id === 'edit.undo');
  expect(undo && keysOf(undo)).toBe('Ctrl+Z');
});

test('titles are sentences without an end and differ', () => {
  const titles = actions.map((action) => action.title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.filter((title) => /[.!]$/u.test(title) || title === '')).toEqual([]);
});
