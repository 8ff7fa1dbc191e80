/** Selecting a node shows the messages that it is about. */

import { expect, test } from 'vitest';
import {
  emptyPipeline,
  type PipelineFile,
} from '../../../engine/contract/project/pipeline-file.ts';
import { followedTopic } from './followed-topic.ts';

const file: PipelineFile = {
  ...emptyPipeline('widgets'),
  nodes: [
    { id: 'source', kind: 'datagen', name: 'Sensors', config: {} },
    { id: 'in', kind: 'topic', name: 'Widgets', config: { topic: 'widgets' } },
    { id: 'red', kind: 'filter', name: 'Red', config: {} },
    { id: 'out', kind: 'topic', name: 'widgets_red', config: {} },
    { id: 'lone', kind: 'consumer', name: 'Rick', config: {} },
  ],
  edges: [
    { from: 'source', to: 'in' },
    { from: 'in', to: 'red' },
    { from: 'red', to: 'out' },
  ],
};

test.each([
  ['in', 'widgets'],
  ['out', 'widgets_red'],
  ['red', 'widgets'],
  ['source', 'widgets'],
  ['lone', null],
  ['gone', null],
])('%s is about %s', (nodeId, topic) => {
  expect(followedTopic(file, nodeId)).toBe(topic);
});
