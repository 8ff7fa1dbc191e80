/** The hue and the letters by which a reader is known: eight hues in a colour-blind safe order, and never the hue alone. */

export const READER_HUES = 8;

/** The token of the hue of the reader or group at `index`, in order of first appearance: `--reader-1` to `--reader-8`. */
export function readerToken(index: number): string {
  return `--reader-${(((index % READER_HUES) + READER_HUES) % READER_HUES) + 1}`;
}

/** One or two letters for an avatar: initials of two words, with a trailing number kept (`reader-12` is R12). */
export function initials(name: string): string {
  const words = name.match(/\p{L}+|\p{N}+/gu) ?? [];
  const [first, ...rest] = words;
  if (first === undefined) return '?';
  const last = rest.at(-1);
  if (last === undefined) return /\p{N}/u.test(first) ? first.slice(-2) : letter(first);
  return /\p{N}/u.test(last) ? letter(first) + last.slice(-2) : letter(first) + letter(last);
}

function letter(word: string): string {
  return ([...word][0] ?? '').toLocaleUpperCase('en');
}
