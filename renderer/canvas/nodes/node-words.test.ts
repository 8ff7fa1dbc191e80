import { expect, test } from 'vitest';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import { LiveRows } from '../../state/live/live-rows.ts';
import type { NodeColumn } from '../../state/live/live-store.ts';
import { countsSummary, settingsSummary, stateWords } from './node-words.ts';

test.each([
  ['datagen', {}, 'Widgets · 5/s'],
  ['datagen', { quickstart: 'orders', rate: 2500 }, 'Orders · 2,500/s'],
  ['filter', {}, 'Condition is needed'],
  ['filter', { condition: "colour =\n  'RED'" }, "colour = 'RED'"],
  ['file-sink', { file: 'red.jsonl' }, 'red.jsonl'],
  ['file-sink', { file: '' }, 'File is needed'],
  ['producer', {}, 'By hand · no key'],
  ['producer', { mode: 'steady', rate: 0.5 }, 'At a steady rate · 0.5/s'],
  ['consumer', {}, 'reads alone · The oldest record'],
  ['consumer', { group: 'clicks', start: 'offset', offset: 12 }, 'clicks · An offset'],
])('a %s with %o says %j', (kind, config, words) => {
  expect(settingsSummary(nodeKind(kind)!, config)).toBe(words);
});

test('a choice that is none of the declared ones is left out', () => {
  expect(settingsSummary(nodeKind('datagen')!, { quickstart: 'nonsense' })).toBe('5/s · for ever');
});

test('every state has a word', () => {
  expect(
    (['idle', 'starting', 'running', 'paused', 'done', 'failed'] as const).map(stateWords),
  ).toEqual(['Idle', 'Starting', 'Running', 'Paused', 'Done', 'Failed']);
});

test('counts are those of the side that tells most', () => {
  const nodes = new LiveRows<NodeColumn>([
    'recordsIn',
    'recordsOut',
    'recordsSkipped',
    'rateIn',
    'rateOut',
  ]);
  nodes.write(1, { recordsIn: 5000, recordsOut: 1200, recordsSkipped: 0, rateIn: 20, rateOut: 5 });
  nodes.write(2, { recordsIn: 5000, recordsOut: 0, recordsSkipped: 3, rateIn: 20, rateOut: 0 });
  expect(countsSummary('source', { nodes }, 1)).toBe('5/s · 1,200');
  expect(countsSummary('processor', { nodes }, 1)).toBe('20/s → 5/s');
  expect(countsSummary('sink', { nodes }, 2)).toBe('20/s · 5,000 · 3 skipped');
  expect(countsSummary('sink', { nodes }, 99)).toBe('0/s · 0');
});
