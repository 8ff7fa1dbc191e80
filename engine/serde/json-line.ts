/** Any record's value as one line of JSON: JSON as it is, other text as a JSON string, other bytes as base64. */

import { deserialiseJson, textOf } from './json-value.ts';

const LINE_END = /[\n\r]/;

/** Never holds a line end, so that one record is one line. A tombstone is `null`. */
export function jsonLine(bytes: Buffer | null): string {
  if (bytes === null) return 'null';
  const text = textOf(bytes);
  if (text === undefined) return JSON.stringify({ base64: bytes.toString('base64') });
  const json = deserialiseJson(bytes);
  if (!json.ok) return JSON.stringify(text);
  // Only pretty-printed JSON holds line ends; the rest goes through byte for byte, large numbers included.
  return LINE_END.test(text) ? text.trim().replaceAll(/[\n\r]\s*/g, ' ') : text.trim();
}
