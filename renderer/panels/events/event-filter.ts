/** Which events the log shows. */

import type { EventView } from '../../../engine/contract/views/events.ts';

export type LevelFilter = 'all' | 'waiting' | 'problem';
export type SourceFilter = 'all' | EventView['source'];

export interface EventFilter {
  readonly level: LevelFilter;
  readonly source: SourceFilter;
  readonly text: string;
}

export const everything: EventFilter = { level: 'all', source: 'all', text: '' };

const RANK: Readonly<Record<EventView['level'], number>> = { info: 0, waiting: 1, problem: 2 };

/** Newest first. */
export function shownEvents(
  events: readonly EventView[],
  filter: EventFilter,
): readonly EventView[] {
  const least = filter.level === 'all' ? 0 : RANK[filter.level];
  const wanted = filter.text.trim().toLocaleLowerCase();
  return events
    .filter(
      (event) =>
        RANK[event.level] >= least &&
        (filter.source === 'all' || event.source === filter.source) &&
        event.text.toLocaleLowerCase().includes(wanted),
    )
    .toReversed();
}
