/** Holds the promise of both themes: text at 4.5:1, marks at 3:1, on every ground that they stand on. */

import { describe, expect, test } from 'vitest';
import source from './tokens.css?raw';

function tokensOf(theme: string): ReadonlyMap<string, string> {
  const start = source.search(new RegExp(`:root\\[data-theme=.${theme}.\\]`, 'u'));
  const block = source.slice(start, source.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/giu)].map(([, name, hex]) => [
      name ?? '',
      hex ?? '',
    ]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

const GROUNDS = ['surface-canvas', 'surface-panel', 'surface-raised'];
const READERS = Array.from({ length: 8 }, (_, index) => `reader-${index + 1}`);

/** Foreground, grounds, least contrast. */
const PROMISES: readonly (readonly [string, readonly string[], number])[] = [
  ['text', [...GROUNDS, 'surface-hover', 'surface-selected'], 7],
  ['muted', [...GROUNDS, 'surface-hover', 'surface-selected'], 4.5],
  ['link', GROUNDS, 4.5],
  ['danger', [...GROUNDS, 'danger-ground'], 4.5],
  ['waiting', [...GROUNDS, 'waiting-ground'], 4.5],
  ['text', ['danger-ground', 'waiting-ground'], 7],
  ['accent-ink', ['accent', 'accent-hover'], 4.5],
  ['danger-ink', ['danger-fill'], 4.5],
  ['waiting-ink', ['waiting'], 4.5],
  ['sign-ink', ['sign-fill'], 4.5],
  ['reader-ink', READERS, 4.5],
  ['code-string', ['surface-panel', 'surface-raised'], 4.5],
  ['code-number', ['surface-panel', 'surface-raised'], 4.5],
  ['code-keyword', ['surface-panel', 'surface-raised'], 4.5],
  ['code-name', ['surface-panel', 'surface-raised'], 4.5],
  ['accent', GROUNDS, 3],
  ['focus', [...GROUNDS, 'surface-selected'], 3],
  ['outline', GROUNDS, 3],
  ['disabled', GROUNDS, 3],
  ['sign-outline', GROUNDS, 3],
  ['sign-lost', GROUNDS, 3],
  ['wire', ['surface-canvas'], 3],
  ['particle', ['surface-canvas'], 3],
  ['strip-cell', ['strip-track', 'surface-raised'], 3],
  ['strip-cell-fresh', ['strip-track', 'surface-raised'], 3],
  ['strip-pending', ['strip-track', 'surface-raised'], 3],
  ['strip-hatch', ['strip-track', 'surface-raised'], 3],
  ...READERS.map((reader) => [reader, [...GROUNDS, 'strip-track'], 3] as const),
];

describe.each(['dark', 'light'])('the %s theme', (theme) => {
  const tokens = tokensOf(theme);

  test('keeps text and marks readable on every ground', () => {
    const broken = PROMISES.flatMap(([mark, grounds, least]) =>
      grounds.flatMap((ground) => {
        const colours = [tokens.get(mark), tokens.get(ground)];
        const reached = contrast(colours[0] ?? '#000000', colours[1] ?? '#000000');
        return reached >= least ? [] : [`${mark} on ${ground}: ${reached.toFixed(2)} < ${least}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  test('defines every token that the other theme defines', () => {
    const other = tokensOf(theme === 'dark' ? 'light' : 'dark');
    expect([...tokens.keys()].toSorted()).toEqual([...other.keys()].toSorted());
    expect(tokens.size).toBeGreaterThan(40);
  });
});

test('the formula agrees with the known ends: black on white is 21, equal colours are 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#35bfae', '#35bfae')).toBe(1);
});
