/** Marks stand where the problem is. */

import { expect, test } from 'vitest';
import { emptyPipeline, type PipelineFile } from '../../engine/contract/project/pipeline-file.ts';
import type { Problem } from '../../engine/contract/project/problem.ts';
import { serialisePipeline } from '../../engine/contract/project/serialise-pipeline.ts';
import { fieldMarks, sourceMarks } from './problem-marks.ts';

const file: PipelineFile = {
  ...emptyPipeline('one'),
  nodes: [
    { id: 'a', kind: 'topic', name: 'a', config: { partitions: 0 } },
    { id: 'b', kind: 'filter', name: 'b', config: {} },
  ],
  edges: [{ from: 'a', to: 'b' }],
};
const text = serialisePipeline(file);
const lines = text.split('\n');

function marked(problem: Partial<Problem>): string {
  const [mark] = sourceMarks(text, file, [
    { code: 'x', severity: 'error', message: 'Wrong.', ...problem },
  ]);
  return lines[(mark?.line ?? 0) - 1]?.slice((mark?.column ?? 1) - 1) ?? '';
}

test('a place that is known is taken as it is', () => {
  expect(
    sourceMarks(text, file, [
      { code: 'x', severity: 'warning', message: 'Mind.', hint: 'Do.', line: 3, column: 4 },
    ]),
  ).toEqual([{ line: 3, column: 4, severity: 'warning', message: 'Mind. Do.' }]);
});

test('a field, a node, a wire are found in the text', () => {
  expect(marked({ nodeId: 'a', field: 'partitions' })).toBe('0');
  expect(marked({ edge: { from: 'a', to: 'b' } })).toBe('{');
  expect(marked({ nodeId: 'b', field: 'condition' })).toBe('{}');
});

test('what is about nothing in the text stands at its beginning', () => {
  expect(marked({})).toBe('{');
});

test('inside a condition the place is the one that the sentence names', () => {
  const problem: Problem = {
    code: 'bad-condition',
    severity: 'error',
    message: 'Only red, line 2, column 5: a value is missing.',
  };
  expect(fieldMarks('a =\nb = ', [problem])).toEqual([
    { line: 2, column: 5, severity: 'error', message: problem.message },
  ]);
  expect(fieldMarks('short', [problem])).toEqual([]);
  expect(fieldMarks('short', [{ ...problem, message: 'Condition is needed.' }])).toEqual([]);
});
