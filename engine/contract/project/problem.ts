/** Something that is wrong with a pipeline: where it is, what happened, what to try. */

export interface Problem {
  /** Stable, for programs and tests. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, in one sentence with the names that people gave. */
  readonly message: string;
  /** What to try. */
  readonly hint?: string;
  readonly nodeId?: string;
  /** Name of the declared field. */
  readonly field?: string;
  readonly edge?: { readonly from: string; readonly to: string };
  /** In the file's text, from 1. */
  readonly line?: number;
  readonly column?: number;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** `12:5 error message (hint)`: one line for terminals. */
export function problemLine(problem: Problem): string {
  const place = problem.line === undefined ? '' : `${problem.line}:${problem.column ?? 1} `;
  const hint = problem.hint === undefined ? '' : ` ${problem.hint}`;
  return `${place}${problem.severity}: ${problem.message}${hint}`;
}
