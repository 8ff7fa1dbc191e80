import { expect, test } from 'vitest';
import type { PipelineFile } from '../contract/project/pipeline-file.ts';
import { serialisePipeline } from '../contract/project/serialise-pipeline.ts';
import { validatePipeline } from './validate-pipeline.ts';

function withCondition(condition: string): PipelineFile {
  return {
    penstock: 1,
    name: 'Test',
    cluster: { brokers: 3 },
    nodes: [
      { id: 'gen', kind: 'datagen', name: 'Widgets', config: {} },
      { id: 'in', kind: 'topic', name: 'in', config: {} },
      { id: 'red', kind: 'filter', name: 'Only red', config: { condition } },
      { id: 'out', kind: 'topic', name: 'out', config: {} },
    ],
    edges: [
      { from: 'gen', to: 'in' },
      { from: 'in', to: 'red' },
      { from: 'red', to: 'out' },
    ],
    layout: { nodes: {} },
  };
}

/** The character of the text that a problem points at, and what follows. */
function pointedAt(
  text: string,
  { line = 1, column = 1 }: { line?: number; column?: number },
  length: number,
): string {
  return text.split('\n')[line - 1]?.slice(column - 1, column - 1 + length) ?? '';
}

test('a whole pipeline has no problems', () => {
  expect(validatePipeline(serialisePipeline(withCondition("colour = 'RED'")))).toEqual([]);
});

test('a condition that does not parse is told by its own line and column, and found in the file', () => {
  const text = serialisePipeline(withCondition("colour = 'RED'\n  AND weight >> 5"));
  const [problem, ...others] = validatePipeline(text);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    code: 'bad-condition',
    severity: 'error',
    nodeId: 'red',
    field: 'condition',
    message: 'Only red, line 2, column 15: Expected a value, but found >.',
  });
  expect(pointedAt(text, problem ?? {}, 3)).toBe('> 5');
});

test.each([
  ['"quoted "" name" = FOO(1)', 'FOO(1)'],
  ['`größe\u0001` = 1 AND FOO(1) = 2', 'FOO(1)'],
  ["a = 'x\\\\' AND FOO(1) = 2", 'FOO(1)'],
  ['\t\tFOO(1) = 2', 'FOO(1)'],
])('the place in the file is right whatever JSON escapes: %j', (condition, wanted) => {
  const text = serialisePipeline(withCondition(condition));
  const problem = validatePipeline(text).find(({ severity }) => severity === 'error');
  expect(pointedAt(text, problem ?? {}, wanted.length)).toBe(wanted);
});

test('a doubtful condition is a warning, with what to try', () => {
  const [problem] = validatePipeline(serialisePipeline(withCondition('colour = "RED"')));
  expect(problem).toMatchObject({
    code: 'doubtful-condition',
    severity: 'warning',
    hint: "Write 'RED' for the text, or `RED` for the field.",
  });
});

test.each([
  ['sensor_id', []],
  ['NONE', []],
  ['sensor', ['Widgets: The events have no field "sensor" to be the key.']],
])('the key field %s of made-up events is looked up in their template', (keyField, messages) => {
  const file = withCondition('TRUE');
  const nodes = file.nodes.map((node) =>
    node.id === 'gen' ? { ...node, config: { 'schema.keyfield': keyField } } : node,
  );
  const text = serialisePipeline({ ...file, nodes });
  const problems = validatePipeline(text);
  expect(problems.map(({ message }) => message)).toEqual(messages);
  for (const problem of problems) expect(pointedAt(text, problem, 8)).toBe('"sensor"');
});

test('what is wrong with nodes and wires is found in the file, in its order', () => {
  const file = withCondition('');
  const text = serialisePipeline({
    ...file,
    nodes: file.nodes.map((node) =>
      node.id === 'in' ? { ...node, config: { partitions: 0 } } : node,
    ),
    edges: [...file.edges, { from: 'in', to: 'out' }],
  });
  const problems = validatePipeline(text);
  expect(problems.map((problem) => [problem.code, pointedAt(text, problem, 2)])).toEqual([
    ['bad-field', '0'],
    ['bad-field', '""'],
    ['illegal-edge', '{'],
  ]);
});

test.each([
  ['{"penstock": 1,', 'not-json', 1],
  ['[]', 'not-a-pipeline', 1],
  ['{"penstock": 99}', 'version-newer', 1],
])('a text that is no pipeline says so: %s', (text, code, line) => {
  expect(validatePipeline(text).map((problem) => [problem.code, problem.line])).toEqual([
    [code, line],
  ]);
});
