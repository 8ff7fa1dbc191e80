/** How a SQL function is declared: its name, what it takes and gives, and what it does. */

import type { JsonValue } from '../../serde/json-value.ts';
import type { SqlType } from '../sql-type.ts';

interface Values {
  readonly boolean: boolean;
  readonly number: number;
  readonly string: string;
  readonly array: readonly JsonValue[];
  readonly any: JsonValue;
}
export type ParameterType = keyof Values;

export interface Parameter<Type extends ParameterType = ParameterType> {
  /** In the documentation and in messages. */
  readonly name: string;
  readonly type: Type;
}

/** What the analyser and the compiler know of a function. */
export interface SqlFunction {
  /** In upper case. */
  readonly name: string;
  /** One sentence for the documentation. */
  readonly description: string;
  /** A call and what it gives, both as SQL. */
  readonly example: readonly [call: string, result: string];
  readonly parameters: readonly Parameter[];
  /** How many of the parameters may be left out, from the end. */
  readonly optional: number;
  /** Whether the last parameter may be repeated. */
  readonly isVariadic: boolean;
  /** `same`: what its arguments are. */
  readonly returns: SqlType | 'same';
  /** Whether a NULL argument makes the result NULL without a call. */
  readonly isNullForNull: boolean;
  /** Called with arguments of the declared types only. */
  readonly evaluate: (...values: JsonValue[]) => JsonValue;
}

/** Where NULL does not make the result NULL by itself, the function sees it. */
type Arguments<Parameters extends readonly Parameter[], NullForNull extends boolean> = {
  [Index in keyof Parameters]:
    | Values[Parameters[Index]['type']]
    | (NullForNull extends true ? never : null);
};

interface Declaration<Parameters extends readonly Parameter[], NullForNull extends boolean> {
  readonly name: string;
  readonly description: string;
  readonly example: readonly [call: string, result: string];
  readonly parameters: Parameters;
  readonly optional?: number;
  readonly isVariadic?: boolean;
  readonly returns: SqlType | 'same';
  readonly isNullForNull?: NullForNull;
  readonly evaluate: (...values: Arguments<Parameters, NullForNull>) => JsonValue;
}

/**
 * Arguments of other types than the declared ones give NULL; so does a NULL, unless `isNullForNull` is false.
 * Optional parameters that were left out are undefined.
 */
export function defineFunction<
  const Parameters extends readonly Parameter[],
  const NullForNull extends boolean = true,
>(declaration: Declaration<Parameters, NullForNull>): SqlFunction {
  const { optional = 0, isVariadic = false, isNullForNull = true } = declaration;
  return {
    ...declaration,
    optional,
    isVariadic,
    isNullForNull,
    evaluate: declaration.evaluate as unknown as SqlFunction['evaluate'],
  };
}
