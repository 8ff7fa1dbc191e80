/** What a configuration is: name, type, default, allowed values, broker synonyms and a sentence about it. */

import type { Validator } from './validators.ts';

export type ConfigType =
  | 'boolean'
  | 'string'
  | 'int'
  | 'short'
  | 'long'
  | 'double'
  | 'list'
  | 'class'
  | 'password';

/** The largest int64, which stands for no limit. */
export const LONG_MAX = '9223372036854775807';

/** The type codes of DescribeConfigs. */
export const configTypeCode: Readonly<Record<ConfigType, number>> = {
  boolean: 1,
  string: 2,
  int: 3,
  short: 4,
  long: 5,
  double: 6,
  list: 7,
  class: 8,
  password: 9,
};

/** A broker configuration that gives a topic configuration its default, and its unit where that differs. */
export interface ConfigSynonym {
  readonly name: string;
  readonly scale: number;
}

export interface ConfigDefinition {
  readonly name: string;
  readonly type: ConfigType;
  /** As Kafka prints it; null where nothing is set. */
  readonly fallback: string | null;
  readonly validator: Validator | undefined;
  /** For topic configurations: most important first. For broker configurations empty. */
  readonly synonyms: readonly ConfigSynonym[];
  /** Broker configurations only: what may be changed while the broker runs. */
  readonly isDynamic: boolean;
  readonly doc: string;
}

export type ConfigTable = ReadonlyMap<string, ConfigDefinition>;

export interface ConfigRow {
  readonly type: ConfigType;
  readonly fallback: string | null;
  readonly doc: string;
  readonly validator?: Validator;
  /** Names with the scale of 1, or pairs of name and scale. */
  readonly synonyms?: readonly (string | readonly [name: string, scale: number])[];
  readonly isDynamic?: boolean;
}

/** Turns rows keyed by name into a table in the order of the names. */
export function configTable(rows: Readonly<Record<string, ConfigRow>>): ConfigTable {
  const names = Object.keys(rows).toSorted();
  return new Map(names.map((name) => [name, configDefinition(name, rows[name]!)]));
}

function configDefinition(name: string, row: ConfigRow): ConfigDefinition {
  const synonyms = (row.synonyms ?? []).map((synonym) =>
    typeof synonym === 'string'
      ? { name: synonym, scale: 1 }
      : { name: synonym[0], scale: synonym[1] },
  );
  return {
    name,
    type: row.type,
    fallback: row.fallback,
    validator: row.validator,
    synonyms,
    isDynamic: row.isDynamic ?? false,
    doc: row.doc,
  };
}

/** Whether the value must never be shown. */
export function isSensitive(definition: ConfigDefinition): boolean {
  return definition.type === 'password';
}
