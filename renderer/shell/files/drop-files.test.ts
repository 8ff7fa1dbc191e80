/** Only files of the system are opened when they are dropped. */

import { expect, test } from 'vitest';
import { holdsFiles, openDropped } from './drop-files.ts';

test('a part of the palette is no file', () => {
  expect([
    holdsFiles({ types: ['application/x-penstock-node'] }),
    holdsFiles({ types: ['Files'] }),
  ]).toEqual([false, true]);
});

test('the first file is opened with its text', async () => {
  const opened: [string, string][] = [];
  const files = {
    openDropped(name: string, text: string) {
      opened.push([name, text]);
      return true;
    },
  };
  const file = (name: string) => ({ name, text: () => Promise.resolve(`text of ${name}`) });
  const drag = { types: ['Files'], files: [file('a.json'), file('b.json')] };
  expect(await openDropped(drag, files)).toBe(true);
  expect(await openDropped({ types: ['Files'], files: [] }, files)).toBe(false);
  expect(opened).toEqual([['a.json', 'text of a.json']]);
});
