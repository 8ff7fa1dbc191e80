/** JSON as people read it: indented without changing a digit, and split into the parts that have a colour. */

import { applyEdits, format } from 'jsonc-parser';

export type JsonPart = 'name' | 'string' | 'number' | 'word' | 'sign';

export interface JsonToken {
  readonly part: JsonPart;
  readonly text: string;
}

/** Larger ones are shown without colours. */
const COLOURED_LENGTH_MAX = 64 * 1024;

/** Indents the text itself, so that long numbers and double names stay as they were sent. */
export function prettyJson(text: string): string {
  const edits = format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' });
  return applyEdits(text, edits);
}

const TOKEN =
  /(?<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|(?<word>true|false|null)/gu;

export function jsonTokens(text: string): readonly JsonToken[] {
  if (text.length > COLOURED_LENGTH_MAX) return [{ part: 'sign', text }];
  const tokens: JsonToken[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) tokens.push({ part: 'sign', text: text.slice(at, match.index) });
    tokens.push({ part: partOf(match), text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) tokens.push({ part: 'sign', text: text.slice(at) });
  return tokens;
}

function partOf({ groups }: RegExpMatchArray): JsonPart {
  const parts: readonly JsonPart[] = ['name', 'string', 'number', 'word'];
  return parts.find((part) => groups?.[part] !== undefined) ?? 'sign';
}
