/** A map field as rows that can be typed into: a row may be half written, or have a name that is there already. */

export interface MapRow {
  readonly id: number;
  readonly key: string;
  readonly value: string;
}

export function rowsOf(map: Readonly<Record<string, string>>): readonly MapRow[] {
  return Object.entries(map).map(([key, value], id) => ({ id, key, value }));
}

/** Rows without a name are not part of the map; of two with one name the first counts. */
export function mapOf(rows: readonly MapRow[]): Readonly<Record<string, string>> | undefined {
  const entries = rows
    .map(({ key, value }) => [key.trim(), value] as const)
    .filter(
      ([key], index, all) => key !== '' && all.findIndex(([other]) => other === key) === index,
    );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export function withRow(rows: readonly MapRow[]): readonly MapRow[] {
  const id = rows.reduce((highest, row) => Math.max(highest, row.id), -1) + 1;
  return [...rows, { id, key: '', value: '' }];
}

/** The first name that is there twice. */
export function doubleKey(rows: readonly MapRow[]): string | undefined {
  const keys = rows.map(({ key }) => key.trim()).filter((key) => key !== '');
  return keys.find((key, index) => keys.indexOf(key) !== index);
}

/** Whatever the order. */
export function isSameMap(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && one[key] === other[key])
  );
}
