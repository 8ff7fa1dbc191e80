/** Reads the text of a configuration as its type says, and says what is wrong with it where it cannot. */

import { isSensitive } from './config-definition.ts';
import type { ConfigDefinition, ConfigType } from './config-definition.ts';
import type { ConfigValue } from './validators.ts';

type Parsed = { value: ConfigValue } | { problem: string };

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const bits: Partial<Record<ConfigType, bigint>> = { short: 16n, int: 32n, long: 64n };

/** Undefined when `text` is a legal value; otherwise a sentence in the form that Kafka's own tools print. */
export function configProblem(definition: ConfigDefinition, text: string): string | undefined {
  const parsed = parse(definition.type, text);
  if ('problem' in parsed) return sentence(definition, text, parsed.problem);
  const violation = definition.validator?.(parsed.value, definition.name);
  if (violation === undefined) return undefined;
  return sentence(definition, violation.part ?? printed(parsed.value), violation.problem);
}

function sentence(definition: ConfigDefinition, value: string, problem: string): string {
  const shown = isSensitive(definition) ? '[hidden]' : value;
  return `Invalid value ${shown} for configuration ${definition.name}: ${problem}`;
}

/** The members of a list value; spaces around the commas do not count. */
export function listMembers(text: string): string[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : trimmed.split(/\s*,\s*/);
}

function parse(type: ConfigType, text: string): Parsed {
  switch (type) {
    case 'boolean':
      return parseBoolean(text);
    case 'short':
    case 'int':
    case 'long':
      return parseInteger(type, text);
    case 'double':
      return DECIMAL.test(text.trim())
        ? { value: Number(text) }
        : { problem: 'Not a number of type DOUBLE' };
    case 'list':
      return { value: listMembers(text) };
    case 'string':
    case 'class':
    case 'password':
      return { value: text.trim() };
  }
}

function parseBoolean(text: string): Parsed {
  const lower = text.trim().toLowerCase();
  if (lower === 'true') return { value: true };
  if (lower === 'false') return { value: false };
  return { problem: 'Expected value to be either true or false' };
}

function parseInteger(type: ConfigType, text: string): Parsed {
  const trimmed = text.trim();
  const problem = `Not a number of type ${type.toUpperCase()}`;
  if (!INTEGER.test(trimmed)) return { problem };
  const value = BigInt(trimmed.replace(/^\+/, ''));
  const size = Number(bits[type]);
  return BigInt.asIntN(size, value) === value ? { value } : { problem };
}

function printed(value: ConfigValue): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}
