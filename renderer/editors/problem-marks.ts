/** Problems as marks in a text. */

import { placeOfPath } from '../../engine/contract/project/parse-pipeline.ts';
import type { PipelineFile } from '../../engine/contract/project/pipeline-file.ts';
import type { Problem } from '../../engine/contract/project/problem.ts';

export interface TextMark {
  readonly line: number;
  readonly column: number;
  readonly severity: Problem['severity'];
  readonly message: string;
}

/** In the text of the whole file; a problem without a place stands at what it is about. */
export function sourceMarks(
  text: string,
  file: PipelineFile,
  problems: readonly Problem[],
): readonly TextMark[] {
  return problems.map((problem) => ({
    severity: problem.severity,
    message: sentence(problem),
    ...placeOf(text, file, problem),
  }));
}

/** In the text of one field: the host says the place inside it in words, since its own places are those of the file. */
export function fieldMarks(text: string, problems: readonly Problem[]): readonly TextMark[] {
  const lines = text.split('\n').length;
  return problems.flatMap((problem) => {
    const place = /line (\d+), column (\d+)/u.exec(problem.message);
    const line = Number(place?.[1]);
    if (!place || line > lines) return [];
    const at = { line, column: Number(place[2]) };
    return [{ severity: problem.severity, message: sentence(problem), ...at }];
  });
}

function placeOf(
  text: string,
  file: PipelineFile,
  { line, column, nodeId, field, edge }: Problem,
): { line: number; column: number } {
  if (line !== undefined) return { line, column: column ?? 1 };
  const node = file.nodes.findIndex(({ id }) => id === nodeId);
  if (node >= 0) {
    return placeOfPath(text, ['nodes', node, ...(field === undefined ? [] : ['config', field])]);
  }
  const wire = file.edges.findIndex(({ from, to }) => from === edge?.from && to === edge?.to);
  return wire >= 0 ? placeOfPath(text, ['edges', wire]) : { line: 1, column: 1 };
}

function sentence({ message, hint }: Problem): string {
  return hint === undefined ? message : `${message} ${hint}`;
}
