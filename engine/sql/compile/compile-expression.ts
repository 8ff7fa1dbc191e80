/** Syntax tree → closures: each node becomes a function of the JSON value, decided once what can be decided once. */

import { assert } from '../../base/assert.ts';
import type { JsonValue } from '../../serde/json-value.ts';
import { functionNamed } from '../analyse-call.ts';
import type { Analysis } from '../analysis.ts';
import type { Expression, ExpressionOf } from '../syntax/expression.ts';
import { equal, truthOf, type Truth } from '../value.ts';
import { concatenate, operation } from './arithmetic.ts';
import { callOf } from './call.ts';
import { caster } from './cast.ts';
import { compilePredicate } from './compile-predicate.ts';
import type { Compiler, Evaluate, Test } from './compiler.ts';
import { elementOf, fieldReader } from './field-reader.ts';

/** The expression must have been analysed without errors. */
export function compileTest(expression: Expression, analysis: Analysis): Test {
  const compiler: Compiler = {
    analysis,
    value: (part) => compileValue(part, compiler),
    truth: (part) => compileTruth(part, compiler),
  };
  return compiler.truth(expression);
}

function compileTruth(expression: Expression, compiler: Compiler): Test {
  const predicate = compilePredicate(expression, compiler);
  if (predicate !== undefined) return predicate;
  const value = compileValue(expression, compiler);
  return (row) => truthOf(value(row));
}

function compileValue(expression: Expression, compiler: Compiler): Evaluate {
  switch (expression.kind) {
    case 'literal':
    case 'number': {
      const { value } = expression;
      return () => value;
    }
    case 'field':
      return fieldReader(expression.field);
    case 'member':
      return memberOf(expression, compiler);
    case 'element':
      return pairOf(elementOf, compiler.value(expression.of), compiler.value(expression.index));
    case 'negate':
      return negate(compiler.value(expression.of));
    case 'arithmetic':
      return arithmetic(expression, compiler);
    case 'concatenate':
      return pairOf(concatenate, compiler.value(expression.left), compiler.value(expression.right));
    case 'case':
      return caseOf(expression, compiler);
    case 'cast': {
      const of = compiler.value(expression.of);
      const cast = caster(expression.to, expression.scale);
      return (row) => cast(of(row));
    }
    case 'call': {
      const called = functionNamed(expression.name);
      assert(called !== undefined, 'The analyser has found every function.');
      return callOf(called, expression.operands.map(compiler.value));
    }
    default:
      return compiler.truth(expression);
  }
}

function memberOf(expression: ExpressionOf<'member'>, compiler: Compiler): Evaluate {
  const of = compiler.value(expression.of);
  const read = fieldReader(expression.field);
  return (row) => read(of(row));
}

function pairOf(
  combine: (left: JsonValue, right: JsonValue) => JsonValue,
  left: Evaluate,
  right: Evaluate,
): Evaluate {
  return (row) => combine(left(row), right(row));
}

function negate(of: Evaluate): Evaluate {
  return (row) => {
    const value = of(row);
    return typeof value === 'number' ? 0 - value : null;
  };
}

function arithmetic(expression: ExpressionOf<'arithmetic'>, compiler: Compiler): Evaluate {
  const isInteger = compiler.analysis.types.get(expression) === 'integer';
  const calculate = operation(expression.operator, isInteger);
  return pairOf(calculate, compiler.value(expression.left), compiler.value(expression.right));
}

function caseOf(expression: ExpressionOf<'case'>, compiler: Compiler): Evaluate {
  const { of, otherwise } = expression;
  const branches = expression.branches.map(({ when, result }) => ({
    holds: of === null ? compiler.truth(when) : equalTo(compiler.value(when)),
    result: compiler.value(result),
  }));
  const subject = of === null ? (row: JsonValue) => row : compiler.value(of);
  const fallback = otherwise === null ? () => null : compiler.value(otherwise);
  return (row) => {
    const tested = subject(row);
    const branch = branches.find(({ holds }) => holds(tested, row) === true);
    return branch === undefined ? fallback(row) : branch.result(row);
  };
}

/** Whether the subject of a CASE equals a value of the row. */
function equalTo(value: Evaluate): (subject: JsonValue, row: JsonValue) => Truth {
  return (subject, row) => {
    const other = value(row);
    return subject === null || other === null ? null : equal(subject, other);
  };
}
