/** What is true, false or unknown: comparisons, AND, OR, NOT, IN, BETWEEN, LIKE and IS NULL by three-valued logic. */

import type { JsonValue } from '../../serde/json-value.ts';
import type { Comparison, Expression, ExpressionOf } from '../syntax/expression.ts';
import { compare, equal, isSame, not, type Truth } from '../value.ts';
import type { Compiler, Evaluate, Test } from './compiler.ts';
import { likeMatcher } from './like-pattern.ts';

/** Undefined for an expression that is not a predicate by its form. */
export function compilePredicate(expression: Expression, compiler: Compiler): Test | undefined {
  switch (expression.kind) {
    case 'compare':
      return comparison(expression, compiler);
    case 'and':
    case 'or':
      return junction(expression.operands.map(compiler.truth), expression.kind === 'or');
    case 'not': {
      const of = compiler.truth(expression.of);
      return (row) => not(of(row));
    }
    case 'is-null': {
      const of = compiler.value(expression.of);
      return (row) => (of(row) === null) !== expression.isNegated;
    }
    case 'distinct': {
      const left = compiler.value(expression.left);
      const right = compiler.value(expression.right);
      return (row) => isSame(left(row), right(row)) === expression.isNegated;
    }
    case 'in':
      return negatable(expression.isNegated, isIn(expression, compiler));
    case 'between':
      return negatable(expression.isNegated, isBetween(expression, compiler));
    case 'like':
      return negatable(expression.isNegated, isLike(expression, compiler));
    default:
      return undefined;
  }
}

function negatable(isNegated: boolean, test: Test): Test {
  return isNegated ? (row) => not(test(row)) : test;
}

/** AND: false if one is false, else unknown if one is unknown, else true. OR is the same about true. */
function junction(operands: readonly Test[], deciding: boolean): Test {
  return (row) => {
    let result: Truth = !deciding;
    for (const operand of operands) {
      const truth = operand(row);
      if (truth === deciding) return deciding;
      if (truth === null) result = null;
    }
    return result;
  };
}

function comparison(expression: ExpressionOf<'compare'>, compiler: Compiler): Test {
  const { operator } = expression;
  const left = compiler.value(expression.left);
  const constant = constantOf(expression.right);
  if (typeof constant === 'number' || typeof constant === 'string') {
    return comparisonWith(operator, left, constant);
  }
  const right = compiler.value(expression.right);
  return (row) => compare(operator, left(row), right(row));
}

/** The value of a literal number or text; undefined for all else. */
function constantOf(expression: Expression): JsonValue | undefined {
  if (expression.kind === 'number') return expression.value;
  return expression.kind === 'literal' ? expression.value : undefined;
}

/** The common case, a field with a constant, without deciding anything twice. */
function comparisonWith<Constant extends number | string>(
  operator: Comparison,
  left: Evaluate,
  constant: Constant,
): Test {
  const type = typeof constant;
  const holds = holdsFor<Constant>(operator);
  return (row) => {
    const value = left(row);
    return typeof value === type ? holds(value as Constant, constant) : null;
  };
}

function holdsFor<Value extends number | string>(
  operator: Comparison,
): (left: Value, right: Value) => boolean {
  switch (operator) {
    case '=':
      return (left, right) => left === right;
    case '<>':
      return (left, right) => left !== right;
    case '<':
      return (left, right) => left < right;
    case '<=':
      return (left, right) => left <= right;
    case '>':
      return (left, right) => left > right;
    case '>=':
      return (left, right) => left >= right;
  }
}

/** Unknown, not false, where the value is not in the list but something of the list is unknown. */
function isIn(expression: ExpressionOf<'in'>, compiler: Compiler): Test {
  const of = compiler.value(expression.of);
  const list = expression.list.map(compiler.value);
  return (row) => {
    const value = of(row);
    if (value === null) return null;
    let result: Truth = false;
    for (const element of list) {
      const other = element(row);
      const truth = other === null ? null : equal(value, other);
      if (truth === true) return true;
      if (truth === null) result = null;
    }
    return result;
  };
}

function isBetween(expression: ExpressionOf<'between'>, compiler: Compiler): Test {
  const of = compiler.value(expression.of);
  const low = compiler.value(expression.low);
  const high = compiler.value(expression.high);
  return (row) => {
    const value = of(row);
    const isAbove = compare('>=', value, low(row));
    if (isAbove === false) return false;
    const isBelow = compare('<=', value, high(row));
    return isBelow === false ? false : isAbove === null || isBelow === null ? null : true;
  };
}

function isLike(expression: ExpressionOf<'like'>, compiler: Compiler): Test {
  const of = compiler.value(expression.of);
  const constant = constantOf(expression.pattern);
  if (typeof constant === 'string') {
    const matches = likeMatcher(constant, expression.escape);
    return (row) => {
      const text = of(row);
      return typeof text === 'string' && matches !== null ? matches(text) : null;
    };
  }
  const pattern = compiler.value(expression.pattern);
  return (row) => {
    const text = of(row);
    const wanted = pattern(row);
    if (typeof text !== 'string' || typeof wanted !== 'string') return null;
    return likeMatcher(wanted, expression.escape)?.(text) ?? null;
  };
}
