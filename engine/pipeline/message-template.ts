/** Text with places to fill in: `{{n}}` counts up, `{{n%5}}` goes round, `{{now}}` is the time. */

export type Fill = (n: number, now: number) => string;

const PLACE = /\{\{\s*(?:(now)|n(?:\s*%\s*([1-9][0-9]{0,8}))?)\s*\}\}/g;

/** What is not one of these places stays as it is. */
export function messageTemplate(text: string): Fill {
  const parts: Fill[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const before = text.slice(end, match.index);
    if (before !== '') parts.push(() => before);
    parts.push(placeOf(match[1], match[2]));
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  if (rest !== '') parts.push(() => rest);
  return (n, now) => parts.map((part) => part(n, now)).join('');
}

function placeOf(time: string | undefined, modulus: string | undefined): Fill {
  if (time !== undefined) return (_, now) => `${now}`;
  if (modulus === undefined) return (n) => `${n}`;
  const round = Number(modulus);
  return (n) => `${n % round}`;
}
