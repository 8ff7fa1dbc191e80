/** Shortcuts match what people press, on either system and on keyboards of other layouts. */

import { describe, expect, test } from 'vitest';
import { type KeyPress, matches, readShortcut, shortcutLabel } from './shortcut.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

const hit = (text: string, pressed: KeyPress, isMac = false): boolean =>
  matches(readShortcut(text), pressed, isMac);

describe('reading', () => {
  test.each([
    ['Mod+Shift+S', { mod: true, shift: true, alt: false, key: 'S' }],
    ['F5', { mod: false, shift: false, alt: false, key: 'F5' }],
    ['Mod++', { mod: true, shift: false, alt: false, key: '+' }],
    ['?', { mod: false, shift: false, alt: false, key: '?' }],
    ['Shift+Alt+T', { mod: false, shift: true, alt: true, key: 'T' }],
  ])('%s', (text, shortcut) => {
    expect(readShortcut(text)).toEqual(shortcut);
  });
});

describe('matching', () => {
  test('Mod is Ctrl, and Command on a Mac', () => {
    expect(hit('Mod+S', press('s', { ctrlKey: true }))).toBe(true);
    expect(hit('Mod+S', press('s', { metaKey: true }))).toBe(false);
    expect(hit('Mod+S', press('s', { metaKey: true }), true)).toBe(true);
    expect(hit('Mod+S', press('s', { ctrlKey: true }), true)).toBe(false);
  });

  test('other keys held down make it another shortcut', () => {
    expect(hit('Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(hit('Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(hit('S', press('s', { ctrlKey: true }))).toBe(false);
    expect(hit('Mod+B', press('b', { ctrlKey: true, altKey: true }))).toBe(false);
    expect(hit('Mod+S', press('s', { ctrlKey: true, metaKey: true }))).toBe(false);
  });

  test('signs that need Shift on some keyboards match with and without it', () => {
    expect(hit('?', press('?', { shiftKey: true }))).toBe(true);
    expect(hit('Mod++', press('+', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(hit('Mod+=', press('=', { ctrlKey: true }))).toBe(true);
  });

  test('digits match by place where Shift prints a sign', () => {
    expect(hit('Shift+1', press('!', { code: 'Digit1', shiftKey: true }))).toBe(true);
    expect(hit('Mod+0', press('0', { code: 'Numpad0', ctrlKey: true }))).toBe(true);
  });

  test('letters match by place only where the keyboard prints no Latin letter there', () => {
    expect(hit('Mod+S', press('ы', { code: 'KeyS', ctrlKey: true }))).toBe(true);
    expect(hit('Mod+Q', press('a', { code: 'KeyQ', ctrlKey: true }))).toBe(false);
  });
});

describe('showing', () => {
  test.each([
    ['Mod+Shift+S', 'Ctrl+Shift+S', '⌘+⇧+S'],
    ['Delete', 'Del', 'Del'],
    ['Mod++', 'Ctrl++', '⌘++'],
    ['Escape', 'Esc', 'Esc'],
  ])('%s is %s, on a Mac %s', (text, other, mac) => {
    expect([shortcutLabel(text, false), shortcutLabel(text, true)]).toEqual([other, mac]);
  });
});
