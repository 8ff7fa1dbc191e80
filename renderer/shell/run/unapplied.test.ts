/** Moving a box changes nothing that runs; wiring one does. */

import { expect, test } from 'vitest';
import {
  emptyPipeline,
  type PipelineFile,
} from '../../../engine/contract/project/pipeline-file.ts';
import { hasUnapplied } from './unapplied.ts';

const ran: PipelineFile = {
  ...emptyPipeline('one'),
  nodes: [
    { id: 'a', kind: 'topic', name: 'a', config: { partitions: 3, configs: { x: '1' } } },
    { id: 'b', kind: 'consumer', name: 'Sally', config: {} },
  ],
  edges: [{ from: 'a', to: 'b' }],
};

test.each<[string, boolean, PipelineFile]>([
  ['the same', false, ran],
  ['another title', false, { ...ran, name: 'two' }],
  ['other places', false, { ...ran, layout: { nodes: { a: { x: 1, y: 2 } } } }],
  ['another order', false, { ...ran, nodes: ran.nodes.toReversed() }],
  [
    'the same config in another order',
    false,
    {
      ...ran,
      nodes: ran.nodes.map((node) =>
        node.id === 'a' ? { ...node, config: { configs: { x: '1' }, partitions: 3 } } : node,
      ),
    },
  ],
  ['another name', true, { ...ran, nodes: ran.nodes.map((node) => ({ ...node, name: 'z' })) }],
  ['a wire less', true, { ...ran, edges: [] }],
  ['a node less', true, { ...ran, nodes: ran.nodes.slice(1) }],
  ['more brokers', true, { ...ran, cluster: { brokers: 4 } }],
])('%s: %s', (_name, differs, now) => {
  expect(hasUnapplied(ran, now)).toBe(differs);
});
