/** Declared form fields: from one declaration come the form, the defaults, the validation and the documentation of a node. */

interface FieldBase {
  /** Shown above the control. */
  readonly label: string;
  /** One or two plain sentences shown under the control and in the docs. */
  readonly help?: string;
  readonly required?: boolean;
  /** Where it applies only if another field has one of these values. */
  readonly when?: {
    readonly field: string;
    readonly oneOf: readonly (string | number | boolean)[];
  };
  /** Hidden behind "More" until wanted. */
  readonly advanced?: boolean;
  /** Shown greyed in an empty control. */
  readonly placeholder?: string;
}

export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly default?: string;
  /** Several lines. */
  readonly multiline?: boolean;
  readonly lengthMax?: number;
  /** A regular expression that the whole value matches, and the sentence shown when it does not. */
  readonly pattern?: { readonly source: string; readonly message: string };
}
export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly default?: number;
  readonly integer?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Such as `ms`, `bytes`, `records/s`. */
  readonly unit?: string;
}
export interface BooleanField extends FieldBase {
  readonly kind: 'boolean';
  readonly default?: boolean;
}
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly default?: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly help?: string;
  }[];
}
/** A path on the machine that runs the engine. */
export interface PathField extends FieldBase {
  readonly kind: 'path';
  readonly default?: string;
}
/** Source text in a language that the editor knows. */
export interface CodeField extends FieldBase {
  readonly kind: 'code';
  readonly language: 'sql' | 'json';
  readonly default?: string;
}
/** Free key → value pairs, all text (such as topic configs and headers). */
export interface MapField extends FieldBase {
  readonly kind: 'map';
  readonly default?: Readonly<Record<string, string>>;
  readonly keyLabel?: string;
  readonly valueLabel?: string;
}

export type Field =
  | TextField
  | NumberField
  | BooleanField
  | ChoiceField
  | PathField
  | CodeField
  | MapField;
export type FieldValue = string | number | boolean | Readonly<Record<string, string>>;
export type Fields = Readonly<Record<string, Field>>;
/** What a node's `config` holds: only fields that were set; defaults are not written. */
export type Config = Readonly<Record<string, FieldValue>>;

/** The value that counts: the one set, else the declared default, else undefined. */
export function fieldValue(fields: Fields, config: Config, name: string): FieldValue | undefined {
  return Object.hasOwn(config, name) ? config[name] : fields[name]?.default;
}

/** Whether a field applies, given what the others say. */
export function fieldApplies(fields: Fields, config: Config, name: string): boolean {
  const when = fields[name]?.when;
  if (!when) return true;
  const value = fieldValue(fields, config, when.field);
  return when.oneOf.some((wanted) => wanted === value);
}

/** The sentence that says what is wrong with a value, or undefined. `value` may come from a hostile file: any JSON. */
export function fieldProblem(field: Field, value: unknown): string | undefined {
  if (value === undefined || value === '') {
    return field.required && field.default === undefined ? `${field.label} is needed.` : undefined;
  }
  switch (field.kind) {
    case 'number':
      return numberProblem(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${field.label} must be true or false.`;
    case 'map':
      return mapProblem(field, value);
    case 'choice':
      return field.options.some((option) => option.value === value)
        ? undefined
        : `${field.label} must be one of ${field.options.map((option) => option.value).join(', ')}.`;
    case 'text':
      return textProblem(field, value);
    case 'path':
    case 'code':
      return typeof value === 'string' ? undefined : `${field.label} must be text.`;
  }
}

function numberProblem(field: NumberField, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return `${field.label} must be a number.`;
  if (field.integer && !Number.isSafeInteger(value))
    return `${field.label} must be a whole number.`;
  if (field.min !== undefined && value < field.min)
    return `${field.label} must be at least ${field.min}.`;
  if (field.max !== undefined && value > field.max)
    return `${field.label} must be at most ${field.max}.`;
  return undefined;
}

function textProblem(field: TextField, value: unknown): string | undefined {
  if (typeof value !== 'string') return `${field.label} must be text.`;
  if (field.lengthMax !== undefined && value.length > field.lengthMax) {
    return `${field.label} must be at most ${field.lengthMax} characters long.`;
  }
  if (field.pattern && !new RegExp(`^(?:${field.pattern.source})$`, 'u').test(value))
    return field.pattern.message;
  return undefined;
}

function mapProblem(field: MapField, value: unknown): string | undefined {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap || Object.values(value).some((entry) => typeof entry !== 'string')) {
    return `${field.label} must be a list of names with text values.`;
  }
  return undefined;
}
