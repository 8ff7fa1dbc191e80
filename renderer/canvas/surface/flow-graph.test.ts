import { expect, test } from 'vitest';
import {
  emptyPipeline,
  type PipelineFile,
} from '../../../engine/contract/project/pipeline-file.ts';
import { changedSelection, flowEdges, flowNodes } from './flow-graph.ts';

const none = { nodes: new Set<string>(), edges: new Set<string>() };
const file: PipelineFile = {
  ...emptyPipeline('test'),
  nodes: [
    { id: 'gen', kind: 'datagen', name: 'gen', config: {} },
    { id: 'widgets', kind: 'topic', name: 'widgets', config: {} },
  ],
  edges: [{ from: 'gen', to: 'widgets' }],
  layout: { nodes: { gen: { x: 1, y: 2 }, widgets: { x: 3, y: 4 } } },
};

test('each node stands at its place, as topic or as part', () => {
  expect(
    flowNodes([], file, { ...none, nodes: new Set(['gen']) }).map(
      ({ id, type, position, selected }) => ({ id, type, position, selected }),
    ),
  ).toEqual([
    { id: 'gen', type: 'part', position: { x: 1, y: 2 }, selected: true },
    { id: 'widgets', type: 'topic', position: { x: 3, y: 4 }, selected: false },
  ]);
});

test('nothing is made anew where nothing changed', () => {
  const before = flowNodes([], file, none);
  const moved = { ...file, layout: { nodes: { ...file.layout.nodes, gen: { x: 9, y: 9 } } } };
  const after = flowNodes(before, moved, none);
  expect(after[1]).toBe(before[1]);
  expect(after[0]).toMatchObject({ position: { x: 9, y: 9 } });
  expect(after[0]!.data).toBe(before[0]!.data);
});

test('what React Flow measured is kept', () => {
  const before = flowNodes([], file, none).map((node) => ({
    ...node,
    measured: { width: 1, height: 2 },
  }));
  const renamed = { ...file, nodes: file.nodes.map((node) => ({ ...node, name: 'other' })) };
  expect(flowNodes(before, renamed, none)[0]).toMatchObject({
    measured: { width: 1, height: 2 },
    data: { node: { name: 'other' } },
  });
});

test('a node in the hand stays there', () => {
  const before = flowNodes([], file, none).map((node) => ({
    ...node,
    dragging: true,
    position: { x: 50, y: 50 },
  }));
  expect(flowNodes(before, file, none).map(({ position }) => position)).toEqual([
    { x: 50, y: 50 },
    { x: 50, y: 50 },
  ]);
});

test('nodes that are gone are gone', () => {
  const before = flowNodes([], file, none);
  expect(flowNodes(before, emptyPipeline('empty'), none)).toEqual([]);
});

test('wires are the same objects as long as they are the same wires', () => {
  const [wire] = flowEdges(file.edges, none);
  expect(wire).toMatchObject({
    id: 'gen->widgets',
    source: 'gen',
    target: 'widgets',
    selected: false,
  });
  expect(flowEdges(file.edges, none)[0]).toBe(wire);
  expect(flowEdges(file.edges, { ...none, edges: new Set(['gen->widgets']) })[0]).toMatchObject({
    selected: true,
  });
});

test('picks and drops change a selection', () => {
  const before = new Set(['a', 'b']);
  const after = changedSelection(before, [
    { id: 'b', selected: false },
    { id: 'c', selected: true },
  ]);
  expect([...after]).toEqual(['a', 'c']);
  expect([...before]).toEqual(['a', 'b']);
});
