import { expect, test } from 'vitest';
import { emptyPipeline, type PipelineFile } from './pipeline-file.ts';
import { parsePipeline } from './parse-pipeline.ts';
import { pipelineProblems, refuseEdge } from './pipeline-rules.ts';
import { serialisePipeline } from './serialise-pipeline.ts';

const small: PipelineFile = {
  penstock: 1,
  name: 'small',
  cluster: { brokers: 3 },
  nodes: [
    { id: 'gen', kind: 'datagen', name: 'Widgets', config: { rate: 5, quickstart: 'widgets' } },
    { id: 'widgets', kind: 'topic', name: 'widgets', config: {} },
    { id: 'red', kind: 'filter', name: 'Only red', config: { condition: "colour = 'RED'" } },
    {
      id: 'widgets_red',
      kind: 'topic',
      name: 'widgets_red',
      config: { configs: { b: '2', a: '1' } },
    },
  ],
  edges: [
    { from: 'gen', to: 'widgets' },
    { from: 'widgets', to: 'red' },
    { from: 'red', to: 'widgets_red' },
  ],
  layout: { nodes: { widgets: { x: 10.4, y: 3 }, gone: { x: 1, y: 1 } } },
};

test('saving twice gives the same bytes, and what was saved opens again', () => {
  const text = serialisePipeline(small);
  const opened = parsePipeline(text);
  expect(opened.ok && serialisePipeline(opened.file)).toBe(text);
  expect(text).not.toContain('gone');
  expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'));
});

test('a whole pipeline has no problems', () => {
  expect(pipelineProblems(small)).toEqual([]);
});

test.each([
  ['{"penstock": 1,\n  "name": }', 'not-json', 2],
  ['', 'not-json', 1],
  ['[]', 'not-a-pipeline', 1],
  ['{"name": "x"}', 'not-a-pipeline', 1],
  ['{\n"penstock": 2}', 'version-newer', 2],
  ['{"penstock": 1}', 'wrong-shape', 1],
  [
    serialisePipeline({
      ...small,
      nodes: [{ id: 'a', kind: 'blackhole', name: 'A', config: {} }],
      edges: [],
    }),
    'unknown-kind',
    10,
  ],
  [serialisePipeline({ ...small, edges: [{ from: 'gen', to: 'nowhere' }] }), 'dangling-edge', 46],
  [
    serialisePipeline({ ...small, nodes: [small.nodes[0]!, small.nodes[0]!], edges: [] }),
    'duplicate-id',
    18,
  ],
])('a broken file says what and where: %#', (text, code, line) => {
  const result = parsePipeline(text);
  expect(
    result.ok ? undefined : { code: result.problems[0]?.code, line: result.problems[0]?.line },
  ).toEqual({ code, line });
});

test('a hostile id cannot reach a prototype', () => {
  const text = serialisePipeline(small).replaceAll('"gen"', '"__proto__"');
  const result = parsePipeline(text);
  expect(result.ok ? undefined : result.problems[0]?.code).toBe('wrong-shape');
});

test.each([
  [{ from: 'gen', to: 'red' }, /topic/],
  [{ from: 'widgets', to: 'widgets_red' }, /through a part/],
  [{ from: 'widgets', to: 'gen' }, /enters/],
  [{ from: 'widgets', to: 'widgets' }, /itself/],
  [{ from: 'gen', to: 'widgets' }, /already/],
  [{ from: 'gen', to: 'widgets_red' }, /already has its one wire out/],
  [{ from: 'gen', to: 'missing' }, /missing/],
])('an illegal wire is refused with its reason: %o', (edge, reason) => {
  expect(refuseEdge(small, edge)).toMatch(reason);
});

test('a circle is refused', () => {
  const file: PipelineFile = {
    ...small,
    nodes: [
      ...small.nodes,
      { id: 'back', kind: 'filter', name: 'Back', config: { condition: 'TRUE' } },
    ],
    edges: [...small.edges, { from: 'widgets_red', to: 'back' }],
  };
  expect(refuseEdge(file, { from: 'back', to: 'widgets' })).toMatch(/circle/);
  const codes = pipelineProblems({
    ...file,
    edges: [...file.edges, { from: 'back', to: 'widgets' }],
  }).map(({ code }) => code);
  expect(codes).toContain('cycle');
});

test('what keeps a pipeline from running is told by node and field', () => {
  const file: PipelineFile = {
    ...emptyPipeline('broken'),
    cluster: { brokers: 1 },
    nodes: [
      { id: 'a', kind: 'topic', name: 'no spaces', config: { replicationFactor: 1 } },
      { id: 'b', kind: 'topic', name: 'b', config: { partitions: 0 } },
      { id: 'c', kind: 'filter', name: 'C', config: { colour: 'x' } },
    ],
  };
  expect(
    pipelineProblems(file).map(({ code, nodeId, field }) => ({ code, nodeId, field })),
  ).toEqual([
    { code: 'bad-field', nodeId: 'b', field: 'partitions' },
    { code: 'bad-field', nodeId: 'c', field: 'condition' },
    { code: 'unknown-field', nodeId: 'c', field: 'colour' },
    { code: 'needs-input', nodeId: 'c', field: undefined },
    { code: 'needs-output', nodeId: 'c', field: undefined },
    { code: 'illegal-topic-name', nodeId: 'a', field: 'topic' },
    { code: 'too-many-replicas', nodeId: 'b', field: 'replicationFactor' },
  ]);
});

test('a hostile file with thousands of wires is judged in one pass', () => {
  const nodes = Array.from({ length: 4000 }, (_, index) => ({
    id: `t${index}`,
    kind: index % 2 === 0 ? 'topic' : 'consumer',
    name: `t${index}`,
    config: {},
  }));
  const edges = Array.from({ length: 20_000 }, (_, index) => ({
    from: `t${(index * 2) % 4000}`,
    to: `t${(index * 14 + 1) % 4000}`,
  }));
  const problems = pipelineProblems({ ...emptyPipeline('hostile'), nodes, edges });
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['illegal-edge']));
});
