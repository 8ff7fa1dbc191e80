import { expect, test } from 'vitest';
import type { PipelineView } from '../../../engine/contract/views/pipeline.ts';
import { ownStatuses } from './own-statuses.ts';

const running: PipelineView = {
  state: 'running',
  name: 'Widgets',
  path: '/w.pipeline.json',
  nodes: [{ nodeId: 'sally', liveId: 1, state: 'running', message: '' }],
};
const document = (path: string | null, name: string) => ({ path, file: { name } });

test.each([
  ['the file that runs', '/w.pipeline.json', 'Widgets'],
  ['the file that runs, with another title', '/w.pipeline.json', 'Factory'],
  ['what runs, saved elsewhere since', '/copy.pipeline.json', 'Widgets'],
  ['what runs, not saved', null, 'Widgets'],
])('%s shows how its nodes do', (_what, path, name) => {
  expect(ownStatuses(running, document(path, name))).toBe(running.nodes);
});

test('another pipeline shows none of it, though its ids may be alike', () => {
  expect(ownStatuses(running, document(null, 'Untitled'))).toEqual([]);
  expect(ownStatuses({ ...running, path: null }, document(null, 'Untitled'))).toEqual([]);
});
