/** Builds nodes of the syntax tree, and refuses what is nested so deeply that walking it could overflow the stack. */

import { childrenOf, type Expression, type ExpressionPart } from './expression.ts';
import { SqlSyntaxError, type Span } from './sql-problem.ts';

/** Deeper than any person writes, and far from the end of a thread's stack. */
export const DEPTH_MAX = 200;

export function expressionOf(part: ExpressionPart, span: Span): Expression {
  let depth = 1;
  for (const child of childrenOf(part)) depth = Math.max(depth, child.depth + 1);
  if (depth > DEPTH_MAX) throw tooDeep(span);
  return { ...part, span, depth };
}

export function tooDeep(span: Span): SqlSyntaxError {
  return new SqlSyntaxError(span, `This is nested more than ${DEPTH_MAX} levels deep.`, {
    hint: 'Split the condition over several filters, or use IN instead of many ORs.',
  });
}
