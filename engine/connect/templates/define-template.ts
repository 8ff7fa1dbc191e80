/** How a template of made-up events is declared: which fields an event has, and which of them is its key. */

import { randomInt, type Random } from '../../base/ports/random.ts';
import type { JsonValue } from '../../serde/json-value.ts';

/** What an event is made of. All chance comes from the Random port. */
export interface Chance {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** A number from `min` to `max` with so many decimal places, more often near the middle. */
  around(min: number, max: number, places: number): number;
  pick<Value>(values: readonly Value[]): Value;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How many events came before. */
  readonly count: number;
}

export type MadeUpEvent = Readonly<Record<string, JsonValue>>;

export interface Template {
  /** Datagen's `quickstart`. */
  readonly name: string;
  readonly description: string;
  /** The field whose value becomes the key, or null for records without a key. */
  readonly keyField: string | null;
  readonly event: (chance: Chance) => MadeUpEvent;
  /**
   * For templates that Confluent's Datagen does not have: the Avro schema from which its generator makes up like events.
   * Exported as `schema.string`.
   */
  readonly avroSchema?: JsonValue;
}

export function defineTemplate(template: Template): Template {
  return template;
}

/** The fields of its events. */
export function fieldsOf(template: Template): string[] {
  const first = chanceOf({ next: () => 0, bytes: (size) => Buffer.alloc(size) }, 0, 0);
  return Object.keys(template.event(first));
}

export function chanceOf(random: Random, now: number, count: number): Chance {
  return {
    now,
    count,
    integer: (min, max) => min + randomInt(random, max - min + 1),
    around: (min, max, places) => {
      const share = (random.next() + random.next() + random.next()) / 3;
      const scale = 10 ** places;
      return Math.round((min + share * (max - min)) * scale) / scale;
    },
    pick: (values) => values[randomInt(random, values.length)]!,
  };
}
