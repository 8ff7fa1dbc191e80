/** The event log shows what it is asked for, newest first. */

import { expect, test } from 'vitest';
import type { EventView } from '../../../engine/contract/views/events.ts';
import { type EventFilter, everything, shownEvents } from './event-filter.ts';

function event(sequence: number, change: Partial<EventView>): EventView {
  return {
    sequence,
    at: sequence,
    level: 'info',
    source: 'cluster',
    text: `Event ${sequence}.`,
    nodeId: null,
    brokerId: null,
    topic: null,
    ...change,
  };
}

const events = [
  event(1, { text: 'Broker 2 stopped; broker 3 now leads widgets-1.', level: 'problem' }),
  event(2, { source: 'group', level: 'waiting', text: 'Group clicks is rebalancing.' }),
  event(3, { source: 'pipeline', text: 'Sally started.' }),
];

const sequences = (change: Partial<EventFilter>): number[] =>
  shownEvents(events, { ...everything, ...change }).map(({ sequence }) => sequence);

test.each<[Partial<EventFilter>, number[]]>([
  [{}, [3, 2, 1]],
  [{ level: 'waiting' }, [2, 1]],
  [{ level: 'problem' }, [1]],
  [{ source: 'group' }, [2]],
  [{ text: ' WIDGETS ' }, [1]],
  [{ text: 'widgets', source: 'pipeline' }, []],
])('%j shows %j', (filter, shown) => {
  expect(sequences(filter)).toEqual(shown);
});
