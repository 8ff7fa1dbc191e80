/** Everything that is wrong with a pipeline: its text, its wires, its settings, and the conditions in it. */

import { fieldsOf } from '../connect/templates/define-template.ts';
import { templates } from '../connect/templates/index.ts';
import { fieldValue } from '../contract/fields.ts';
import { datagen } from '../contract/nodes/datagen.ts';
import { parsePipeline } from '../contract/project/parse-pipeline.ts';
import type { PipelineFile, PipelineNode } from '../contract/project/pipeline-file.ts';
import { pipelineProblems } from '../contract/project/pipeline-rules.ts';
import type { Problem } from '../contract/project/problem.ts';
import { compileCondition } from '../sql/compile-condition.ts';
import type { SqlProblem } from '../sql/syntax/sql-problem.ts';
import { FileText } from './file-text.ts';

/** In the order of the text. Lines and columns are those of the file. */
export function validatePipeline(text: string): Problem[] {
  const parsed = parsePipeline(text);
  if (!parsed.ok) return [...parsed.problems];
  const { file } = parsed;
  const places = new FileText(text, file);
  const problems = [
    ...pipelineProblems(file).map((problem) => places.locate(problem)),
    ...file.nodes.flatMap((node) => conditionProblems(file, node, places)),
    ...file.nodes.flatMap((node) =>
      keyFieldProblems(node).map((problem) => places.locate(problem)),
    ),
  ];
  return problems.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

function conditionProblems(file: PipelineFile, node: PipelineNode, places: FileText): Problem[] {
  const condition = node.config['condition'];
  if (node.kind !== 'filter' || typeof condition !== 'string' || condition === '') return [];
  const result = compileCondition(condition);
  const problems = result.ok ? result.warnings : result.problems;
  const path = ['nodes', file.nodes.indexOf(node), 'config', 'condition'];
  return problems.map((problem) => ({
    code: problem.severity === 'error' ? 'bad-condition' : 'doubtful-condition',
    severity: problem.severity,
    message: `${node.name}, ${placeInCondition(problem)}: ${problem.message}`,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    nodeId: node.id,
    field: 'condition',
    ...places.insideText(path, problem.offset),
  }));
}

function keyFieldProblems(node: PipelineNode): Problem[] {
  const keyField = node.config['schema.keyfield'];
  if (node.kind !== datagen.kind || typeof keyField !== 'string' || keyField === '') return [];
  const quickstart = fieldValue(datagen.fields, node.config, 'quickstart');
  const template = templates.find(({ name }) => name === quickstart);
  const fields = template === undefined ? [keyField] : fieldsOf(template);
  if (keyField.toLowerCase() === 'none' || fields.includes(keyField)) return [];
  return [
    {
      code: 'bad-field',
      severity: 'error',
      nodeId: node.id,
      field: 'schema.keyfield',
      message: `${node.name}: The events have no field "${keyField}" to be the key.`,
      hint: `Fields: ${fields.join(', ')}.`,
    },
  ];
}

/** Where in the condition, which is what people see in the form. */
function placeInCondition({ line, column }: SqlProblem): string {
  return `line ${line}, column ${column}`;
}
