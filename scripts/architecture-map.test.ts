/** The map of the architecture is drawn from the table of layers. */

import { expect, test } from 'vitest';
import { withMap } from './architecture-map.ts';

const open = '<!-- map: written from scripts/layers.ts by `npm run catalogue` -->';

test('the map replaces what stood in its place, and leaves the rest', () => {
  const document = `# Title\n\n${open}\nold\n<!-- /map -->\n\nMore.\n`;
  const present = new Set([
    'engine',
    'engine/base',
    'engine/contract',
    'engine/log',
    'engine/host',
    'renderer/state',
  ]);
  expect(withMap(document, (folder) => present.has(folder))).toBe(
    [
      '# Title',
      '',
      open,
      '| folder | what it is | may import |',
      '|---|---|---|',
      '| `engine/base` | Ports (clock, random, disk, network), assertions, errors. | nothing |',
      '| `engine/contract` | What a page may ask and see; plain data, no Node, no DOM. | nothing |',
      '| `engine/log` | Segments, indexes, retention, recovery. | base |',
      '| `engine/host` | Answers the contract by driving all of the above. | all of the engine |',
      '| `renderer/state` | Stores: the document (undoable), what is live, the session. | engine/contract |',
      '<!-- /map -->',
      '',
      'More.',
      '',
    ].join('\n'),
  );
});

test('a document without a place for the map is an error', () => {
  expect(() => withMap('# Title\n', () => true)).toThrow('has no place for the map');
});
