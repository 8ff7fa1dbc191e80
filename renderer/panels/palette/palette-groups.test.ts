/** Every kind of node is in the palette once, and has an icon. */

import { expect, test } from 'vitest';
import { nodes } from '../../../engine/contract/nodes/index.ts';
import { hasNodeIcon } from '../../design/node-icon.tsx';
import { paletteGroups } from './palette-groups.ts';

test('groups follow the flow of records and leave nobody out', () => {
  const groups = paletteGroups(nodes);
  expect(groups.map(({ title }) => title)).toEqual([
    'Sources',
    'Topics',
    'Processing',
    'Sinks and readers',
  ]);
  const kinds = groups.flatMap((group) => group.kinds.map(({ kind }) => kind));
  expect(kinds.toSorted()).toEqual(nodes.map(({ kind }) => kind).toSorted());
});

test('a role without kinds has no group', () => {
  expect(paletteGroups([])).toEqual([]);
});

test('every kind names an icon that the page carries', () => {
  expect(nodes.filter(({ icon }) => !hasNodeIcon(icon))).toEqual([]);
});
