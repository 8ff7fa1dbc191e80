/** A connector's config, read by its declared fields: typed values, whether they were written as JSON or as Connect's text. */

import { EngineError } from '../base/errors.ts';
import {
  fieldProblem,
  fieldValue,
  type Config,
  type Field,
  type Fields,
} from '../contract/fields.ts';

export interface Settings {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
}

/** Throws a `CONNECTOR_CONFIG` error that names the field when a value is not what the field says. */
export function readSettings(fields: Fields, config: Config): Settings {
  for (const [name, field] of Object.entries(fields)) {
    const problem = fieldProblem(field, typed(field, config[name]));
    if (problem === undefined) continue;
    throw new EngineError('CONNECTOR_CONFIG', problem, { hint: `Mend "${name}" in its settings.` });
  }
  return {
    text: (name) => {
      const value = fieldValue(fields, config, name);
      if (value === undefined || value === '' || typeof value === 'object') return undefined;
      return String(value);
    },
    number: (name) => {
      const field = fields[name];
      const value = field && typed(field, fieldValue(fields, config, name));
      return typeof value === 'number' ? value : undefined;
    },
  };
}

/** Connect's REST API writes every value as text. */
function typed(field: Field, value: unknown): unknown {
  const isNumberText = field.kind === 'number' && typeof value === 'string' && value.trim() !== '';
  return isNumberText ? Number(value) : value;
}
