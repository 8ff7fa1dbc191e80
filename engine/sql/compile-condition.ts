/** The door of this folder for filters: text → a test of JSON values, or what is wrong with the text and where. */

import type { JsonValue } from '../serde/json-value.ts';
import { analyseCondition } from './analyse.ts';
import { compileTest } from './compile/compile-expression.ts';
import { parseExpression } from './syntax/parse-expression.ts';
import type { SqlProblem } from './syntax/sql-problem.ts';
import type { Truth } from './value.ts';

export type ConditionResult =
  | {
      readonly ok: true;
      /** SQL's three values; null is "cannot be known". Never throws. */
      readonly test: (value: JsonValue) => Truth;
      /** What is legal, but most likely not meant. */
      readonly warnings: readonly SqlProblem[];
    }
  | { readonly ok: false; readonly problems: readonly SqlProblem[] };

export function compileCondition(source: string): ConditionResult {
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const analysis = analyseCondition(source, parsed.expression);
  const { problems } = analysis;
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  return { ok: true, test: compileTest(parsed.expression, analysis), warnings: problems };
}
