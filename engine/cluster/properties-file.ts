/** Reads the text format of `server.properties`, that of Java, and remembers in which line each property stands. */

export interface PropertyLine {
  readonly name: string;
  readonly value: string;
  /** From 1; of a property that is continued, the first. */
  readonly line: number;
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };
/** A name ends at the first `=`, `:` or space that is not escaped. */
const PARTS = /^((?:\\.|[^\\=:\s])*)\s*[=:]?\s*(.*)$/s;

export function readProperties(text: string): PropertyLine[] {
  const found: PropertyLine[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    let logical = lines[at]!.trimStart();
    if (logical === '' || logical.startsWith('#') || logical.startsWith('!')) continue;
    while (isContinued(logical) && at + 1 < lines.length) {
      at += 1;
      logical = logical.slice(0, -1) + lines[at]!.trimStart();
    }
    const [, name = '', value = ''] = PARTS.exec(logical) ?? [];
    // Java keeps spaces at the end of a value, and Kafka trims them when it reads it.
    found.push({ name: unescaped(name), value: unescaped(value).trim(), line });
  }
  return found;
}

/** Whether a line ends with an odd number of backslashes. */
function isContinued(line: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(u[0-9a-fA-F]{4}|.)/gs, (_all, what: string) =>
    what.length === 5
      ? String.fromCharCode(Number.parseInt(what.slice(1), 16))
      : (ESCAPES[what] ?? what),
  );
}
