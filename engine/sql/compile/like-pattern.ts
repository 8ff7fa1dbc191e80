/** LIKE: `%` stands for any text, `_` for one character, and the escape character makes the next one plain. */

/** One character of a pattern, or a wildcard. */
type PatternPart =
  | { readonly kind: 'any-text' | 'any-character' }
  | { readonly kind: 'text'; readonly text: string };

/** The matcher of a pattern, or null when the pattern ends with its escape character. */
export function likeMatcher(
  pattern: string,
  escape: string | null,
): ((text: string) => boolean) | null {
  const parts = patternParts(pattern, escape);
  return parts === null
    ? null
    : (quickMatcher(parts) ?? ((text) => matches(parts, Array.from(text))));
}

function patternParts(pattern: string, escape: string | null): PatternPart[] | null {
  const parts: PatternPart[] = [];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === escape) {
      const plain = characters[++at];
      if (plain === undefined) return null;
      parts.push({ kind: 'text', text: plain });
    } else if (character === '%') {
      if (parts.at(-1)?.kind !== 'any-text') parts.push({ kind: 'any-text' });
    } else if (character === '_') parts.push({ kind: 'any-character' });
    else parts.push({ kind: 'text', text: character });
  }
  return parts;
}

/** The common shapes: `text`, `text%`, `%text` and `%text%`. */
function quickMatcher(parts: readonly PatternPart[]): ((text: string) => boolean) | null {
  const isOpenBefore = parts[0]?.kind === 'any-text';
  const isOpenAfter = parts.length > 1 && parts.at(-1)?.kind === 'any-text';
  const middle = parts.slice(isOpenBefore ? 1 : 0, isOpenAfter ? -1 : undefined);
  const texts = middle.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  if (texts.length < middle.length) return null;
  const wanted = texts.join('');
  if (isOpenBefore) {
    if (wanted === '' || isOpenAfter) return (text) => text.includes(wanted);
    return (text) => text.endsWith(wanted);
  }
  return isOpenAfter ? (text) => text.startsWith(wanted) : (text) => text === wanted;
}

/** Goes back only to the last `%`, so that it takes at most pattern × text steps, whatever they hold. */
function matches(parts: readonly PatternPart[], characters: readonly string[]): boolean {
  let part = 0;
  let at = 0;
  let partAfterAny = -1;
  let anyEnd = 0;
  while (at < characters.length) {
    const current = parts[part];
    if (current?.kind === 'any-text') {
      partAfterAny = ++part;
      anyEnd = at;
    } else if (current !== undefined && matchesOne(current, characters[at]!)) {
      part++;
      at++;
    } else if (partAfterAny >= 0) {
      part = partAfterAny;
      at = ++anyEnd;
    } else return false;
  }
  while (parts[part]?.kind === 'any-text') part++;
  return part === parts.length;
}

function matchesOne(part: PatternPart, character: string): boolean {
  return part.kind === 'any-character' || (part.kind === 'text' && part.text === character);
}
