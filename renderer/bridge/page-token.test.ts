/** The token leaves the address bar and survives a reload. */

import { expect, test } from 'vitest';
import { takeToken, type TokenPlace } from './page-token.ts';

function place(
  href: string,
  kept: Record<string, string> = {},
): TokenPlace & { shown: string[]; kept: Record<string, string> } {
  const shown: string[] = [];
  return {
    shown,
    kept,
    location: { href },
    history: { replaceState: (_state, _unused, url) => shown.push(url) },
    sessionStorage: {
      getItem: (key) => kept[key] ?? null,
      setItem: (key, value) => {
        kept[key] = value;
      },
    },
  };
}

test.each([
  ['http://127.0.0.1:9021/#token=abc', 'http://127.0.0.1:9021/'],
  ['http://127.0.0.1:9021/?token=abc', 'http://127.0.0.1:9021/'],
  ['http://127.0.0.1:9021/?x=1&token=abc#at=2', 'http://127.0.0.1:9021/?x=1#at=2'],
])('takes the token from %s and shows %s', (href, cleaned) => {
  const page = place(href);
  expect(takeToken(page)).toBe('abc');
  expect(page.shown).toEqual([cleaned]);
  expect(Object.values(page.kept)).toEqual(['abc']);
});

test('a reload without a token in the address finds the one it had', () => {
  const first = place('http://127.0.0.1:9021/#token=abc');
  takeToken(first);
  const reloaded = place('http://127.0.0.1:9021/', first.kept);
  expect(takeToken(reloaded)).toBe('abc');
  expect(reloaded.shown).toEqual([]);
});

test('a new token in the address replaces the one it had', () => {
  const first = place('http://127.0.0.1:9021/#token=abc');
  takeToken(first);
  expect(takeToken(place('http://127.0.0.1:9021/#token=def', first.kept))).toBe('def');
});

test('a page without a token has none', () => {
  expect(takeToken(place('http://127.0.0.1:9021/'))).toBeNull();
});
