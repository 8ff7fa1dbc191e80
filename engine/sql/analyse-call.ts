/** Checks a call: the function is known, and takes so many arguments of these types. */

import type { AnalysisContext } from './analysis.ts';
import type { Parameter, SqlFunction } from './functions/define-function.ts';
import { functions } from './functions/index.ts';
import { isNumeric, isOpen, typeName, typeOfEither, type SqlType } from './sql-type.ts';
import type { ExpressionOf } from './syntax/expression.ts';

const functionsByName: ReadonlyMap<string, SqlFunction> = new Map(
  functions.map((entry): [string, SqlFunction] => [entry.name, entry]),
);

export function functionNamed(name: string): SqlFunction | undefined {
  return functionsByName.get(name);
}

/** The parameter that takes the argument at `index`. */
export function parameterAt(called: SqlFunction, index: number): Parameter | undefined {
  const last = called.parameters.at(-1);
  return called.parameters[index] ?? (called.isVariadic ? last : undefined);
}

export function analyseCall(call: ExpressionOf<'call'>, context: AnalysisContext): SqlType {
  const called = functionNamed(call.name);
  if (called === undefined) {
    const near = nearestName(call.name);
    context.report(call.nameSpan, `There is no function ${call.name}.`, {
      hint: near === undefined ? `Functions: ${listOfNames()}.` : `Did you mean ${near}?`,
      expected: [...functionsByName.keys()],
    });
    return 'any';
  }
  checkCount(call, called, context);
  for (const [index, operand] of call.operands.entries()) {
    const type = context.typeOf(operand);
    const parameter = parameterAt(called, index);
    if (parameter === undefined || fits(type, parameter)) continue;
    context.report(
      operand.span,
      `${called.name} takes ${article(parameter.type)} as its ${parameter.name}, but this is ${typeName[type]}.`,
    );
  }
  if (called.returns !== 'same') return called.returns;
  const types = call.operands.map((operand) => context.typeOf(operand));
  return typeOfEither(called.parameters[0]?.type === 'any' ? types : types.slice(0, 1));
}

function checkCount(
  call: ExpressionOf<'call'>,
  called: SqlFunction,
  context: AnalysisContext,
): void {
  const max = called.isVariadic ? Number.MAX_SAFE_INTEGER : called.parameters.length;
  const min = called.parameters.length - called.optional;
  const count = call.operands.length;
  if (count >= min && count <= max) return;
  const wanted = called.isVariadic
    ? `at least ${min}`
    : min === max
      ? `${min}`
      : `${min} to ${max}`;
  context.report(
    call.span,
    `${called.name} takes ${wanted} argument${wanted.endsWith('1') ? '' : 's'}, but here are ${count}.`,
    { hint: `As in ${called.example[0]}.` },
  );
}

function fits(type: SqlType, parameter: Parameter): boolean {
  if (isOpen(type) || parameter.type === 'any') return true;
  return parameter.type === 'number' ? isNumeric(type) : parameter.type === type;
}

function article(type: Parameter['type']): string {
  switch (type) {
    case 'number':
      return 'a number';
    case 'any':
      return 'a value';
    case 'boolean':
    case 'string':
    case 'array':
      return typeName[type];
  }
}

function listOfNames(): string {
  return [...functionsByName.keys()].sort().join(', ');
}

/** Names that people know from other dialects. */
const foreignNames: ReadonlyMap<string, string> = new Map([
  ['UPPER', 'UCASE'],
  ['LOWER', 'LCASE'],
  ['LENGTH', 'LEN'],
  ['SUBSTR', 'SUBSTRING'],
  ['CEILING', 'CEIL'],
  ['NVL', 'IFNULL'],
  ['POW', 'POWER'],
]);

/** The function whose name is one or two letters away. */
function nearestName(name: string): string | undefined {
  const foreign = foreignNames.get(name);
  if (foreign !== undefined) return foreign;
  let nearest: string | undefined;
  let least = name.length < 4 ? 2 : 3;
  for (const known of functionsByName.keys()) {
    const distance = Math.abs(known.length - name.length) < least ? edits(name, known) : least;
    if (distance >= least) continue;
    least = distance;
    nearest = known;
  }
  return nearest;
}

/** How many letters have to be added, removed or changed (Levenshtein). */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
