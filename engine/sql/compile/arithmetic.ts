/** Sums, products and remainders: whole numbers as integers do it, others as IEEE doubles. */

import type { JsonValue } from '../../serde/json-value.ts';
import type { ArithmeticOperator } from '../syntax/expression.ts';

export type Operation = (left: JsonValue, right: JsonValue) => JsonValue;

const doubles: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** What is not a number makes the result NULL; only `+` also joins texts. */
export function operation(operator: ArithmeticOperator, isInteger: boolean): Operation {
  const calculate = doubles[operator];
  const isDivision = operator === '/' || operator === '%';
  if (isInteger && isDivision) {
    return (left, right) => {
      if (typeof left !== 'number' || typeof right !== 'number' || right === 0) return null;
      return Math.trunc(calculate(left, right));
    };
  }
  const other: Operation = operator === '+' ? concatenate : () => null;
  return (left, right) =>
    typeof left === 'number' && typeof right === 'number'
      ? calculate(left, right)
      : other(left, right);
}

export function concatenate(left: JsonValue, right: JsonValue): JsonValue {
  return typeof left === 'string' && typeof right === 'string' ? left + right : null;
}
