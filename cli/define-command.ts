/** A command of the command line: its options, from which come the parsing, the help and the errors. */

import { parseArgs } from 'node:util';
import { EngineError } from '../engine/base/errors.ts';

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** How the value is called in the help, such as `DIR`. */
  readonly value?: string;
  readonly default?: string;
  readonly about: string;
}

type Options = Readonly<Record<string, Option>>;
type OptionValue<Kind extends Option> = Kind extends { multiple: true }
  ? readonly string[]
  : Kind extends { type: 'boolean' }
    ? boolean
    : Kind extends { default: string }
      ? string
      : string | undefined;
export type Values<Declared extends Options> = {
  readonly [Name in keyof Declared]: OptionValue<Declared[Name]>;
};

export interface CliCommand {
  readonly name: string;
  /** Such as `FILE`; empty when it takes none. */
  readonly positional: string;
  readonly about: string;
  readonly help: string;
  /** Returns the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** Wrong words on the command line: exit code 2. */
export function usageError(message: string, name: string): EngineError {
  return new EngineError('USAGE', message, { hint: `See penstock ${name} --help.` });
}

export function defineCommand<const Declared extends Options>(declared: {
  name: string;
  positional?: string;
  about: string;
  options: Declared;
  /** An option that takes every word that is no option, so that it can be followed by several. */
  takesRest?: keyof Declared & string;
  run(values: Values<Declared>, positional: string): Promise<number>;
}): CliCommand {
  const { name, positional = '', about, options, takesRest } = declared;
  return {
    name,
    positional,
    about,
    help: helpOf(declared),
    async run(args) {
      const parsed = parse(name, args, options);
      if (takesRest !== undefined && parsed.values[takesRest] !== undefined) {
        const taken = [parsed.values[takesRest], parsed.positionals].flat();
        const values = valuesOf({ ...parsed.values, [takesRest]: taken }, options);
        return declared.run(values as Values<Declared>, '');
      }
      const [first, ...rest] = parsed.positionals;
      if (rest.length > 0 || (first !== undefined && positional === '')) {
        throw usageError(`"${rest[0] ?? first}" is more than penstock ${name} takes.`, name);
      }
      if (first === undefined && positional !== '')
        throw usageError(`penstock ${name} needs a ${positional}.`, name);
      return declared.run(valuesOf(parsed.values, options) as Values<Declared>, first ?? '');
    },
  };
}

function parse(name: string, args: readonly string[], options: Options) {
  const known = Object.fromEntries(
    Object.entries(options).map(([key, { type, multiple = false }]) => [key, { type, multiple }]),
  );
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw usageError(error.message.replace(/\. To specify.*$/s, '.'), name);
  }
}

function valuesOf(
  given: Readonly<Record<string, unknown>>,
  options: Options,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([key, option]) => {
      const empty = option.multiple ? [] : option.type === 'boolean' ? false : option.default;
      return [key, given[key] ?? empty];
    }),
  );
}

function helpOf({
  name,
  positional,
  about,
  options,
}: {
  name: string;
  positional?: string;
  about: string;
  options: Options;
}): string {
  const rows = Object.entries(options).map(([key, option]) => [
    `--${key}${option.value === undefined ? '' : ` ${option.value}`}`,
    `${option.about}${option.default === undefined ? '' : ` Default: ${option.default}.`}`,
  ]);
  const width = Math.max(...rows.map(([flag]) => flag!.length));
  const lines = rows.map(([flag, text]) => `  ${flag!.padEnd(width)}  ${text}`);
  return [
    `Usage: penstock ${name}${positional ? ` ${positional}` : ''} [options]`,
    '',
    about,
    '',
    ...lines,
  ].join('\n');
}
