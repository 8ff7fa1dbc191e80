/** How a reader looks everywhere on the page: hue and initial for the member, shape for its group. Nothing is told by hue alone. */

/** Of the colour-blind safe set: `--reader-1` to `--reader-8`. */
export const READER_HUES = 8;

export const groupShapes = [
  'circle',
  'square',
  'hexagon',
  'diamond',
  'pentagon',
  'shield',
] as const;
export type GroupShape = (typeof groupShapes)[number];

export interface ReaderLook {
  /** 1 to 8; 0 for parts of the pipeline, which are no people and keep to the background. */
  readonly hue: number;
  readonly shape: GroupShape;
  /** One or two letters. */
  readonly initial: string;
}

export interface Reader {
  /** What stays the same when it restarts: the node's id, else its name. */
  readonly key: string;
  readonly name: string;
  /** The group with whom it shares; null when it reads alone. */
  readonly group: string | null;
  /** Whether it is a part of the pipeline, such as a filter or a sink. */
  readonly isPart: boolean;
}

export interface ReaderLooks {
  look(reader: Reader): ReaderLook;
}

/** Gives hues and shapes in the order in which readers appear, and keeps to what it gave. */
export function createReaderLooks(): ReaderLooks {
  const hues = new Map<string, number>();
  const shapes = new Map<string, GroupShape>();
  return {
    look({ key, name, group, isPart }) {
      const hue = isPart ? 0 : given(hues, key, (count) => (count % READER_HUES) + 1);
      const shape = group === null || isPart ? 'circle' : given(shapes, group, nextShape);
      return { hue, shape, initial: initialOf(name) };
    },
  };
}

/** Circles are for those who read alone. */
function nextShape(count: number): GroupShape {
  return groupShapes[(count % (groupShapes.length - 1)) + 1] ?? 'square';
}

function given<Value>(
  known: Map<string, Value>,
  key: string,
  make: (count: number) => Value,
): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = make(known.size);
  known.set(key, value);
  return value;
}

/** `Sally` is S, `Only red` is OR, `reader-12` is R12: a number behind a name tells members of one client apart. */
function initialOf(name: string): string {
  const words = name.match(/\p{L}+|\p{N}+/gu) ?? [];
  const [first = '?', ...rest] = words;
  const last = rest.at(-1) ?? '';
  return firstLetter(first) + (/\p{N}/u.test(last) ? last.slice(-2) : firstLetter(last));
}

function firstLetter(word: string): string {
  return (/^./u.exec(word)?.[0] ?? '').toLocaleUpperCase('en');
}
