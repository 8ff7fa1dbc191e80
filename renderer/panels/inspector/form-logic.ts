/** What a form derived from a declaration shows: which fields, what they hold, what is wrong with them. */

import {
  type Config,
  type Field,
  fieldApplies,
  fieldProblem,
  type Fields,
  type FieldValue,
  fieldValue,
} from '../../../engine/contract/fields.ts';
import type { Problem } from '../../../engine/contract/project/problem.ts';

export interface ShownField {
  readonly name: string;
  readonly field: Field;
  /** What was set; undefined while the default counts. */
  readonly own: FieldValue | undefined;
  readonly value: FieldValue | undefined;
}

export interface ShownForm {
  readonly plain: readonly ShownField[];
  readonly advanced: readonly ShownField[];
}

export function shownForm(fields: Fields, config: Config): ShownForm {
  const shown = Object.entries(fields)
    .filter(([name]) => fieldApplies(fields, config, name))
    .map(([name, field]) => ({
      name,
      field,
      own: Object.hasOwn(config, name) ? config[name] : undefined,
      value: fieldValue(fields, config, name),
    }));
  return {
    plain: shown.filter(({ field }) => !field.advanced),
    advanced: shown.filter(({ field }) => field.advanced),
  };
}

/** What a number field holds after this was typed: the number, nothing, or the text that is none. */
export function typedNumber(text: string): FieldValue | undefined {
  const plain = text.trim().replaceAll(/(?<=\d)[,_ ](?=\d{3}(?:\D|$))/gu, '');
  if (plain === '') return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : text;
}

/** What stands in a text control. */
export function controlText(value: FieldValue | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

/**
 * The sentence under a field: its own rule first, then what the checks found. `name` in front is taken off, since the
 * form stands under it.
 */
export function fieldError(
  { name, field, own }: ShownField,
  problems: readonly Problem[],
  nodeName: string,
): string | undefined {
  const rule = fieldProblem(field, own);
  if (rule !== undefined) return rule;
  const found = problems.find((problem) => problem.field === name && problem.severity === 'error');
  if (!found) return undefined;
  const message = withoutName(found.message, nodeName);
  return found.hint === undefined ? message : `${message} ${found.hint}`;
}

/** `Only red, line 1, column 3: …` and `Sink: …` become sentences of their own. */
function withoutName(message: string, nodeName: string): string {
  const isNamed = message.startsWith(`${nodeName}: `) || message.startsWith(`${nodeName}, `);
  const rest = isNamed ? message.slice(nodeName.length + 2) : message;
  return rest.slice(0, 1).toLocaleUpperCase('en') + rest.slice(1);
}
