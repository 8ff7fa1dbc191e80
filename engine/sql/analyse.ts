/** Finds what is wrong with an expression before there is data: unknown functions, wrong arguments, types that cannot meet. */

import { analyseCall } from './analyse-call.ts';
import type { Analysis, AnalysisContext } from './analysis.ts';
import { areAlike, isNumeric, isOpen, typeName, typeOfEither, type SqlType } from './sql-type.ts';
import {
  childrenOf,
  type Expression,
  type ExpressionKind,
  type ExpressionOf,
} from './syntax/expression.ts';
import { sqlProblem, type SqlProblem } from './syntax/sql-problem.ts';

/** Checks a whole condition: its parts, and that it is true or false in the end. */
export function analyseCondition(source: string, condition: Expression): Analysis {
  const types = new Map<Expression, SqlType>();
  const problems: SqlProblem[] = [];
  const context: AnalysisContext = {
    typeOf: (expression) => types.get(expression) ?? 'any',
    report: (span, message, details = {}) => {
      problems.push(sqlProblem(source, span, { message, ...details }));
    },
  };
  visit(condition);
  const type = context.typeOf(condition);
  if (type !== 'boolean' && !isOpen(type)) {
    context.report(condition.span, `A condition is true or false; this is ${typeName[type]}.`, {
      hint: 'Compare it with something, such as a > 10.',
    });
  }
  return { types, problems: problems.sort((one, other) => one.offset - other.offset) };

  function visit(expression: Expression): void {
    for (const child of childrenOf(expression)) visit(child);
    if (expression.kind === 'field' && source[expression.span.offset] === '"') {
      warnOfDoubleQuotes(expression, context);
    }
    types.set(expression, analyseNode(expression, context));
  }
}

function warnOfDoubleQuotes(expression: ExpressionOf<'field'>, context: AnalysisContext): void {
  const { name } = expression.field;
  context.report(
    expression.span,
    `"${name}" in double quotes is the name of a field, not a text.`,
    {
      severity: 'warning',
      hint: `Write '${name.replaceAll("'", "''")}' for the text, or \`${name}\` for the field.`,
    },
  );
}

type Rules = {
  readonly [Kind in ExpressionKind]: (
    expression: ExpressionOf<Kind>,
    context: AnalysisContext,
  ) => SqlType;
};

const ORDERED: readonly SqlType[] = ['integer', 'double', 'string'];

const castTypes = {
  BOOLEAN: 'boolean',
  INTEGER: 'integer',
  BIGINT: 'integer',
  DOUBLE: 'double',
  DECIMAL: 'double',
  STRING: 'string',
} as const;

/** Says what an expression of each kind gives, and reports what is wrong with it; its children have been analysed. */
const rules: Rules = {
  literal: ({ value }) => literalType(value),
  number: ({ isInteger }) => (isInteger ? 'integer' : 'double'),
  field: () => 'any',
  member: ({ of }, context) => {
    want(['object'], of, context);
    return 'any';
  },
  element: ({ of, index }, context) => {
    want(['array', 'object'], of, context);
    want(ORDERED, index, context);
    return 'any';
  },
  negate: ({ of }, context) => wantNumber(of, context),
  arithmetic: arithmeticType,
  concatenate: ({ left, right }, context) => {
    wantAll(['string'], [left, right], context);
    return 'string';
  },
  cast: ({ to }) => castTypes[to],
  case: caseType,
  call: analyseCall,
  compare: predicate(checkComparison),
  distinct: predicate(({ left, right }, context) => checkAlike(left, right, context)),
  and: predicate(({ operands }, context) => wantAll(['boolean'], operands, context)),
  or: predicate(({ operands }, context) => wantAll(['boolean'], operands, context)),
  not: predicate(({ of }, context) => want(['boolean'], of, context)),
  'is-null': predicate(() => undefined),
  in: predicate(({ of, list }, context) => {
    for (const value of list) checkAlike(of, value, context);
  }),
  between: predicate(({ of, low, high }, context) => {
    wantAll(ORDERED, [of, low, high], context);
    checkAlike(of, low, context);
    checkAlike(of, high, context);
  }),
  like: predicate(checkLike),
};

function analyseNode(expression: Expression, context: AnalysisContext): SqlType {
  const rule = rules[expression.kind] as (of: Expression, context: AnalysisContext) => SqlType;
  return rule(expression, context);
}

function predicate<Part extends Expression>(
  check: (expression: Part, context: AnalysisContext) => void,
): (expression: Part, context: AnalysisContext) => SqlType {
  return (expression, context) => {
    check(expression, context);
    return 'boolean';
  };
}

function literalType(value: null | boolean | string): SqlType {
  if (value === null) return 'null';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** A number field counts as a double, so that dividing does not depend on the data: 7 / 2 is 3, but weight / 2 may be 60.5. */
function arithmeticType(expression: ExpressionOf<'arithmetic'>, context: AnalysisContext): SqlType {
  const { operator, left, right } = expression;
  const types = [context.typeOf(left), context.typeOf(right)];
  if (operator === '+' && types.includes('string')) {
    wantAll(['string'], [left, right], context);
    return 'string';
  }
  for (const operand of [left, right]) wantNumber(operand, context);
  if (types.every((type) => type === 'integer')) return 'integer';
  return operator === '+' && types.every(isOpen) ? 'any' : 'double';
}

function caseType(expression: ExpressionOf<'case'>, context: AnalysisContext): SqlType {
  const { of, branches, otherwise } = expression;
  for (const { when } of branches) {
    if (of === null) want(['boolean'], when, context);
    else checkAlike(of, when, context);
  }
  const results = branches.map(({ result }) => result);
  if (otherwise !== null) results.push(otherwise);
  for (const result of results.slice(1)) checkAlike(results[0]!, result, context);
  return typeOfEither(results.map((result) => context.typeOf(result)));
}

function checkComparison(expression: ExpressionOf<'compare'>, context: AnalysisContext): void {
  const { operator, left, right } = expression;
  for (const operand of [left, right]) {
    if (operand.kind !== 'literal' || operand.value !== null) continue;
    context.report(expression.span, 'Comparing with NULL is never true.', {
      severity: 'warning',
      hint: operator === '<>' ? 'Write IS NOT NULL.' : 'Write IS NULL.',
    });
  }
  if (operator !== '=' && operator !== '<>') wantAll(ORDERED, [left, right], context);
  checkAlike(left, right, context);
}

function checkLike(expression: ExpressionOf<'like'>, context: AnalysisContext): void {
  const { of, pattern, escape } = expression;
  wantAll(['string'], [of, pattern], context);
  if (escape === null || pattern.kind !== 'literal' || typeof pattern.value !== 'string') return;
  const rest = pattern.value.replaceAll(`${escape}${escape}`, '');
  if (rest.endsWith(escape)) {
    context.report(pattern.span, `The pattern ends with its escape character ${escape}.`);
  }
}

function checkAlike(one: Expression, other: Expression, context: AnalysisContext): void {
  const types = [context.typeOf(one), context.typeOf(other)] as const;
  if (areAlike(...types)) return;
  context.report(
    other.span,
    `${capital(typeName[types[0]])} and ${typeName[types[1]]} do not compare.`,
    { hint: 'Convert one of them, as in CAST(a AS DOUBLE).' },
  );
}

function wantNumber(expression: Expression, context: AnalysisContext): SqlType {
  want(['integer', 'double'], expression, context);
  const type = context.typeOf(expression);
  return isNumeric(type) ? type : 'double';
}

function want(types: readonly SqlType[], expression: Expression, context: AnalysisContext): void {
  const type = context.typeOf(expression);
  if (isOpen(type) || types.includes(type)) return;
  const names = [...new Set(types.filter((wanted) => wanted !== 'integer'))];
  const wanted = names.map((name) => typeName[name]).join(' or ');
  context.report(expression.span, `Expected ${wanted} here, but this is ${typeName[type]}.`);
}

function wantAll(
  types: readonly SqlType[],
  expressions: readonly Expression[],
  context: AnalysisContext,
): void {
  for (const expression of expressions) want(types, expression, context);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
