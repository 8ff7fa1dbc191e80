/** Which hue and which shape a reader has everywhere on the page, as places in the design's rows of hues and shapes. */

export interface ReaderLook {
  /** Place in the row of hues; null for parts of the pipeline, which are no people and keep to the background. */
  readonly hue: number | null;
  /** Place in the row of group shapes: 0 for those who read alone. */
  readonly group: number;
}

export interface Reader {
  /** What stays the same when it restarts: the node's id, else its name. */
  readonly key: string;
  /** The group with whom it shares; null when it reads alone. */
  readonly group: string | null;
  /** Whether it is a part of the pipeline, such as a filter or a sink. */
  readonly isPart: boolean;
}

export interface ReaderLooks {
  /** Gives hues and shapes in the order in which readers appear, and keeps to what it gave. */
  look(reader: Reader): ReaderLook;
}

export function createReaderLooks(): ReaderLooks {
  const hues = new Map<string, number>();
  const groups = new Map<string, number>();
  return {
    look: ({ key, group, isPart }) => ({
      hue: isPart ? null : placeOf(hues, key),
      group: group === null || isPart ? 0 : placeOf(groups, group) + 1,
    }),
  };
}

function placeOf(known: Map<string, number>, key: string): number {
  const place = known.get(key) ?? known.size;
  known.set(key, place);
  return place;
}
