import { expect, test } from 'vitest';
import { ManualClock } from '../base/ports/virtual/manual-clock.ts';
import type { EventView } from '../contract/views/events.ts';
import { EventBook, partitionNames } from './event-book.ts';

function setUp() {
  const clock = new ManualClock();
  const book = new EventBook(clock);
  const told: EventView[] = [];
  book.log.subscribe((events) => told.push(...events));
  return { clock, book, texts: () => told.map(({ text, level }) => `${level}: ${text}`) };
}

test('leaderships that move together are one sentence for each broker that takes some', () => {
  const { clock, book, texts } = setUp();
  const move = (topic: string, partition: number, to: number) =>
    book.onLeader({ topic, partition, from: 2, to });
  move('widgets', 1, 3);
  move('__consumer_offsets', 0, 3);
  move('widgets', 0, 1);
  clock.advance(200);
  expect(texts()).toEqual([
    'info: Broker 3 now leads widgets-1 and __consumer_offsets-0.',
    'info: Broker 1 now leads widgets-0.',
  ]);
});

test('who leaves and who joins the in-sync sets is told by broker', () => {
  const { clock, book, texts } = setUp();
  book.onInSync({ topic: 'a', partition: 0, left: [2], joined: [] });
  book.onInSync({ topic: 'a', partition: 1, left: [2], joined: [3] });
  clock.advance(200);
  expect(texts()).toEqual([
    'waiting: Broker 2 is no longer in sync for a-0 and a-1.',
    'info: Broker 3 has caught up and is in sync for a-1.',
  ]);
});

test('what happens to groups is said with the names that people gave', () => {
  const { book, texts } = setUp();
  const event = { groupId: 'team', memberId: 'm-1', reason: '', generationId: 4 };
  const nameOf = (memberId: string) => (memberId === 'm-1' ? 'Sally' : 'Fred');
  book.tellGroup({ ...event, kind: 'member-joined' }, nameOf);
  book.tellGroup({ ...event, kind: 'rebalance-started', reason: 'member m-1 joined' }, nameOf);
  book.tellGroup({ ...event, kind: 'stable' }, nameOf);
  book.tellGroup({ ...event, kind: 'generation-begun' }, nameOf);
  book.tellGroup(
    { ...event, memberId: 'm-2', kind: 'member-left', reason: 'its session has expired' },
    nameOf,
  );
  expect(texts()).toEqual([
    'info: Sally joined the group team.',
    'waiting: The group team shares its partitions out anew: Sally joined.',
    'info: The group team has settled (generation 4).',
    'info: Fred left the group team: its session has expired.',
  ]);
});

test('a page that comes later gets what is kept, at most 500 events', () => {
  const { book } = setUp();
  for (let index = 0; index < 600; index++) book.tell({ text: String(index) });
  const kept: string[] = [];
  book.log.subscribe((events) => kept.push(...events.map(({ text }) => text)))();
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([500, '100', '599']);
});

test.each([
  [['a-0'], 'a-0'],
  [['a-0', 'a-1'], 'a-0 and a-1'],
  [['a-0', 'a-1', 'a-2'], 'a-0, a-1 and a-2'],
  [['a-0', 'a-1', 'a-2', 'a-3'], 'a-0, a-1, a-2 and 1 more partition'],
  [['__x-0', 'a-0', 'a-0', 'b-0', 'c-0', 'd-0'], 'a-0, b-0, c-0 and 2 more partitions'],
])('%j is told as "%s"', (names, sentence) => {
  const partitions = names.map((name) => {
    const at = name.lastIndexOf('-');
    return { topic: name.slice(0, at), partition: Number(name.slice(at + 1)) };
  });
  expect(partitionNames(partitions)).toBe(sentence);
});
