/** CAST: a value as another type; what cannot be converted is NULL. */

import type { JsonValue } from '../../serde/json-value.ts';
import { numberText, roundAt, textNumber } from '../number-text.ts';
import type { CastTarget } from '../syntax/expression.ts';

export function caster(to: CastTarget, scale: number): (value: JsonValue) => JsonValue {
  switch (to) {
    case 'BOOLEAN':
      return toBoolean;
    case 'INTEGER':
      return (value) => toWhole(value, 2 ** 31 - 1);
    case 'BIGINT':
      return (value) => toWhole(value, Number.MAX_SAFE_INTEGER);
    case 'DOUBLE':
      return toNumber;
    case 'DECIMAL':
      return (value) => {
        const number = toNumber(value);
        return number === null ? null : roundAt(number, scale);
      };
    case 'STRING':
      return toText;
  }
}

/** Objects and arrays become their JSON. */
function toText(value: JsonValue): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack goes.
    return null;
  }
}

function toNumber(value: JsonValue): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? textNumber(value) : null;
}

/** Cuts towards zero; numbers out of the type's range are NULL. */
function toWhole(value: JsonValue, limit: number): number | null {
  const number = toNumber(value);
  if (number === null) return null;
  const whole = Math.trunc(number);
  return whole >= -limit - 1 && whole <= limit ? whole : null;
}

function toBoolean(value: JsonValue): boolean | null {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : null;
  if (text === 'true') return true;
  return text === 'false' ? false : null;
}
