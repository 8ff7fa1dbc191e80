/** Calls of functions, with the arguments checked so that a function sees only values of its declared types. */

import type { JsonValue } from '../../serde/json-value.ts';
import { parameterAt } from '../analyse-call.ts';
import type { ParameterType, SqlFunction } from '../functions/define-function.ts';
import type { Evaluate } from './compiler.ts';

export function callOf(called: SqlFunction, operands: readonly Evaluate[]): Evaluate {
  const checked = operands.map((operand, index): Evaluate => {
    const type = parameterAt(called, index)?.type ?? 'any';
    return type === 'any' ? operand : (row) => ofType(type, operand(row));
  });
  const { evaluate, isNullForNull } = called;
  const [only] = checked;
  if (only !== undefined && checked.length === 1 && isNullForNull) {
    return (row) => {
      const value = only(row);
      return value === null ? null : evaluate(value);
    };
  }
  return (row) => {
    const values = checked.map((operand) => operand(row));
    return isNullForNull && values.includes(null) ? null : evaluate(...values);
  };
}

function ofType(type: Exclude<ParameterType, 'any'>, value: JsonValue): JsonValue {
  const isRight = type === 'array' ? Array.isArray(value) : typeof value === type;
  return isRight ? value : null;
}
