/** Values as people write them on a command line. */

import { usageError } from './define-command.ts';

/** A whole number within bounds. */
export function wholeNumber(
  text: string,
  bounds: { option: string; command: string; min: number; max: number },
): number {
  const { option, command, min, max } = bounds;
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= min && value <= max)
    return value;
  throw usageError(
    `--${option} must be a whole number from ${min} to ${max}, but is "${text}".`,
    command,
  );
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `500ms`, `30s`, `5m`, `1h`; a bare number is seconds. Returns milliseconds. */
export function duration(text: string, where: { option: string; command: string }): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  if (!match)
    throw usageError(
      `--${where.option} must be a time such as 30s, 5m or 500ms, but is "${text}".`,
      where.command,
    );
  return Number(match[1]) * UNITS[match[2] ?? 's']!;
}

/** `key=value`, several of them. */
export function properties(
  texts: readonly string[],
  where: { option: string; command: string },
): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1)
        throw usageError(
          `--${where.option} takes key=value, but was given "${text}".`,
          where.command,
        );
      return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    }),
  );
}
