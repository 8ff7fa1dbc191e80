/** What may come next in a SQL condition: the words of the language, and the fields of the records where they are known. */

import type { MessageView } from '../../engine/contract/views/messages.ts';

export interface SqlSuggestion {
  readonly label: string;
  readonly kind: 'field' | 'keyword';
  /** Fields come first. */
  readonly sortText: string;
}

const WORDS: readonly string[] = [
  'AND',
  'OR',
  'NOT',
  'IN',
  'BETWEEN',
  'LIKE',
  'IS NULL',
  'IS NOT NULL',
  'TRUE',
  'FALSE',
  'NULL',
];
const DEPTH_MAX = 4;

let fields: readonly string[] = [];

/** The fields that suggestions name from now on: those of the topic that flows into the filter being edited. */
export function setSqlFields(names: readonly string[]): void {
  fields = names;
}

export function sqlSuggestions(): readonly SqlSuggestion[] {
  return [
    ...fields.map((label) => ({ label, kind: 'field', sortText: `0${label}` }) as const),
    ...WORDS.map((label) => ({ label, kind: 'keyword', sortText: `1${label}` }) as const),
  ];
}

/** The names of all fields in JSON messages, those inside others by the arrow of SQL: `address->city`. */
export function fieldNames(messages: readonly MessageView[]): readonly string[] {
  const names = new Set<string>();
  for (const { value, json, cut } of messages) {
    if (value !== null && json && !cut) addNames(names, JSON.parse(value), '');
  }
  return [...names].toSorted();
}

function addNames(names: Set<string>, value: unknown, prefix: string): void {
  const isDeep = prefix.split('->').length > DEPTH_MAX;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isDeep) return;
  for (const [name, inner] of Object.entries(value)) {
    const path = prefix + quoted(name);
    names.add(path);
    addNames(names, inner, `${path}->`);
  }
}

/** Names that are no plain word stand in back quotes. */
function quoted(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/u.test(name) ? name : `\`${name}\``;
}
