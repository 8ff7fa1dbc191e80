/** A JSON value as JavaScript holds it, and bytes as JSON or the sentence that says why they are not. */

import { isAscii, isUtf8 } from 'node:buffer';

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type JsonResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: string };

/** How many characters of a value that is not JSON a problem quotes. */
const QUOTED_CHARACTERS = 40;

/** A null value (a tombstone) is JSON's null. Never throws: records come from anywhere. */
export function deserialiseJson(bytes: Buffer | null): JsonResult {
  if (bytes === null) return { ok: true, value: null };
  const text = textOf(bytes);
  if (text === undefined) return { ok: false, problem: 'its bytes are not UTF-8 text' };
  if (text.trim() === '') return { ok: false, problem: 'it is empty' };
  try {
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch {
    return { ok: false, problem: `it starts with ${quoted(text)}` };
  }
}

/** The text of UTF-8 bytes, or undefined where they are something else. ASCII, the common case, is read without decoding. */
export function textOf(bytes: Buffer): string | undefined {
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

function quoted(text: string): string {
  const start = text.trimStart();
  // Twice as many units hold so many characters, surrogate pairs included.
  const characters = Array.from(start.slice(0, 2 * QUOTED_CHARACTERS)).slice(0, QUOTED_CHARACTERS);
  const shown = characters.join('');
  return JSON.stringify(start.length > shown.length ? `${shown}…` : shown);
}
