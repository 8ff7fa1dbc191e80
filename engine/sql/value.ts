/** Comparing JSON values by SQL's rules: true, false, or null where it cannot be known. */

import type { JsonValue } from '../serde/json-value.ts';
import type { Comparison } from './syntax/expression.ts';

/** SQL's three truth values. */
export type Truth = boolean | null;

/** A value where a condition is wanted; what is neither true nor false is unknown. */
export function truthOf(value: JsonValue): Truth {
  return typeof value === 'boolean' ? value : null;
}

export function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** NULL, and values of different types, do not compare: the answer is unknown. */
export function compare(operator: Comparison, left: JsonValue, right: JsonValue): Truth {
  if (left === null || right === null) return null;
  if (operator === '=' || operator === '<>') {
    const same = equal(left, right);
    return operator === '=' ? same : not(same);
  }
  const bothNumbers = typeof left === 'number' && typeof right === 'number';
  const bothTexts = typeof left === 'string' && typeof right === 'string';
  return bothNumbers || bothTexts ? ordered(operator, left, right) : null;
}

function ordered<Value extends number | string>(
  operator: Exclude<Comparison, '=' | '<>'>,
  left: Value,
  right: Value,
): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** Equality of two values that are not NULL. */
export function equal(left: JsonValue, right: JsonValue): Truth {
  if (typeof left !== typeof right || Array.isArray(left) !== Array.isArray(right)) return null;
  return typeof left === 'object' ? isSame(left, right) : left === right;
}

/** Whether two values are the same; here NULL is the same as NULL, and different types differ. */
export function isSame(left: JsonValue, right: JsonValue): boolean {
  // A stack of its own: the data may be nested deeper than the thread's.
  const pairs: [JsonValue | undefined, JsonValue | undefined][] = [[left, right]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [one, other] = pair;
    if (one === other) continue;
    if (!isCompound(one) || !isCompound(other)) return false;
    if (Array.isArray(one) !== Array.isArray(other)) return false;
    const names = Object.keys(one);
    if (names.length !== Object.keys(other).length) return false;
    for (const name of names) {
      if (!Object.hasOwn(other, name)) return false;
      pairs.push([one[name], other[name]]);
    }
  }
  return true;
}

function isCompound(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null;
}
