/** One measured figure beside the bar that it has to reach, and the table that they make. */

export interface Figure {
  readonly name: string;
  /** What was measured, with its unit. */
  readonly measured: string;
  /** The bar, in words; empty where there is none. */
  readonly bar: string;
  /** Whether the bar is reached; undefined where there is none. */
  readonly isReached?: boolean;
}

/** A figure that has to stay below or above a bar. */
export function barFigure(options: {
  name: string;
  value: number;
  unit: string;
  digits?: number;
  atMost?: number;
  atLeast?: number;
}): Figure {
  const { name, value, unit, digits = 0, atMost, atLeast } = options;
  const measured = `${value.toFixed(digits)} ${unit}`.trim();
  if (atMost !== undefined) {
    return { name, measured, bar: `≤ ${atMost} ${unit}`.trim(), isReached: value <= atMost };
  }
  if (atLeast !== undefined) {
    return { name, measured, bar: `≥ ${atLeast} ${unit}`.trim(), isReached: value >= atLeast };
  }
  return { name, measured, bar: '' };
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, measured, bar, isReached }) => [
    name,
    measured,
    bar,
    isReached === undefined ? '' : isReached ? 'reached' : 'missed',
  ]);
  const all = [['figure', 'measured', 'bar', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return all.map(line).join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
