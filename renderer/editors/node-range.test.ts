/** Canvas and text point at each other. */

import { expect, test } from 'vitest';
import { emptyPipeline } from '../../engine/contract/project/pipeline-file.ts';
import { serialisePipeline } from '../../engine/contract/project/serialise-pipeline.ts';
import { nodeAt, rangeOfNode } from './node-range.ts';

const text = serialisePipeline({
  ...emptyPipeline('one'),
  nodes: [
    { id: 'a', kind: 'topic', name: 'widgets', config: {} },
    { id: 'b', kind: 'consumer', name: 'Sally', config: { start: 'latest' } },
  ],
  edges: [{ from: 'a', to: 'b' }],
});

test('a node is found as the whole of its object', () => {
  const range = rangeOfNode(text, 'b');
  const found = text.slice(range?.start, range?.end);
  expect(JSON.parse(found)).toEqual({
    id: 'b',
    kind: 'consumer',
    name: 'Sally',
    config: { start: 'latest' },
  });
});

test('any place inside a node is that node', () => {
  expect(nodeAt(text, text.indexOf('latest'))).toBe('b');
  expect(nodeAt(text, text.indexOf('widgets'))).toBe('a');
});

test('outside of the nodes there is none, nor in text that is broken before them', () => {
  expect(nodeAt(text, text.indexOf('brokers'))).toBeUndefined();
  expect(nodeAt(text, text.lastIndexOf('"from"'))).toBeUndefined();
  expect(nodeAt('{', 1)).toBeUndefined();
  expect(rangeOfNode('not json', 'a')).toBeUndefined();
  expect(rangeOfNode(text, 'gone')).toBeUndefined();
});
