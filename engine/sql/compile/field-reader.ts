/** Reads a field of a JSON value by name; what is not there, or is not an object, is NULL. */

import type { JsonValue } from '../../serde/json-value.ts';
import type { Name } from '../syntax/expression.ts';

/**
 * A quoted name is meant exactly. Any other finds the field spelt exactly so, else the first one that differs only in
 * upper and lower case, as ksqlDB reads JSON.
 */
export function fieldReader(field: Name): (value: JsonValue) => JsonValue {
  const { name, isExact } = field;
  const upper = name.toUpperCase();
  return (value) => {
    if (!isObject(value)) return null;
    if (Object.hasOwn(value, name)) return value[name] ?? null;
    return isExact ? null : readAlike(value, upper);
  };
}

function readAlike(value: JsonObject, upper: string): JsonValue {
  const { length } = upper;
  for (const name in value) {
    if (name.length === length && name.toUpperCase() === upper && Object.hasOwn(value, name)) {
      return value[name] ?? null;
    }
  }
  return null;
}

interface JsonObject {
  readonly [name: string]: JsonValue;
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `array[1]` is the first, `array[-1]` the last; `object['name']` is a field by its exact name. */
export function elementOf(value: JsonValue, index: JsonValue): JsonValue {
  if (Array.isArray(value) && typeof index === 'number') {
    const list: readonly JsonValue[] = value;
    return list[index < 0 ? list.length + index : index - 1] ?? null;
  }
  if (isObject(value) && typeof index === 'string') {
    return Object.hasOwn(value, index) ? (value[index] ?? null) : null;
  }
  return null;
}
