/** The editor has the colours of the page, and no others. */

import { expect, test } from 'vitest';
import tokens from '../design/tokens.css?raw';
import { editorColours } from './theme-colours.ts';

test('every colour is a token that exists', () => {
  const asked: string[] = [];
  editorColours((name) => {
    asked.push(name);
    return '#123456';
  });
  expect(asked.filter((name) => !tokens.includes(`${name}:`))).toEqual([]);
  expect(asked.length).toBeGreaterThan(30);
});

test('rules have no hash, parts have one, veils have a share of it', () => {
  const { rules, colors } = editorColours(() => '#123456');
  expect(rules[0]).toEqual({ token: 'string.key.json', foreground: '123456' });
  expect(colors['editor.background']).toBe('#123456');
  expect(colors['editor.selectionBackground']).toBe('#12345644');
});
