/** What the compilers of single nodes ask of each other. */

import type { JsonValue } from '../../serde/json-value.ts';
import type { Analysis } from '../analysis.ts';
import type { Expression } from '../syntax/expression.ts';
import type { Truth } from '../value.ts';

/** A compiled expression: the row's JSON value → the expression's. Never throws. */
export type Evaluate = (row: JsonValue) => JsonValue;
export type Test = (row: JsonValue) => Truth;

/** What the compilers of single nodes need: the nodes below, compiled, and what is known of types. */
export interface Compiler {
  readonly analysis: Analysis;
  value(expression: Expression): Evaluate;
  truth(expression: Expression): Test;
}
