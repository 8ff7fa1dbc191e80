/** The feed shows the newest on top, holds still while paused, and tells what was left out. */

import { expect, test } from 'vitest';
import type { MessagesUpdate, MessageView } from '../../../engine/contract/views/messages.ts';
import {
  emptyFeed,
  following,
  messageKey,
  MESSAGES_MAX,
  paused,
  withUpdate,
} from './message-feed.ts';

function message(partition: number, offset: number, timestamp = offset): MessageView {
  return {
    partition,
    offset,
    timestamp,
    key: null,
    value: '{}',
    json: true,
    valueSize: 2,
    cut: false,
    headers: [],
  };
}

function update(messages: readonly MessageView[], skipped = 0): MessagesUpdate {
  return { messages, skipped, problem: null };
}

const keys = (messages: readonly MessageView[]): string[] => messages.map(messageKey);
const many = (count: number, from = 0): MessageView[] =>
  Array.from({ length: count }, (_, index) => message(0, from + index));

test('the newest of an update is on top, and updates stack', () => {
  const first = withUpdate(
    emptyFeed,
    update([message(0, 1, 10), message(1, 1, 30), message(0, 2, 20)]),
  );
  expect(keys(first.messages)).toEqual(['1-1', '0-2', '0-1']);
  const second = withUpdate(first, update([message(1, 2, 5)]));
  expect(keys(second.messages)).toEqual(['1-2', '1-1', '0-2', '0-1']);
});

test('within a partition offsets decide, whatever the clocks of the producers say', () => {
  const feed = withUpdate(emptyFeed, update([message(0, 7, 100), message(0, 8, 1)]));
  expect(keys(feed.messages)).toEqual(['0-8', '0-7']);
});

test('while it is paused nothing moves, and going on shows what waited', () => {
  const before = paused(withUpdate(emptyFeed, update([message(0, 1)])));
  const waiting = withUpdate(before, update([message(0, 2), message(0, 3)]));
  expect(keys(waiting.messages)).toEqual(['0-1']);
  expect(waiting.waiting).toHaveLength(2);
  const after = following(waiting);
  expect(keys(after.messages)).toEqual(['0-3', '0-2', '0-1']);
  expect([after.waiting, after.paused]).toEqual([[], false]);
});

test('no more is kept than a page can hold, and old ones are no loss', () => {
  const feed = withUpdate(
    withUpdate(emptyFeed, update(many(MESSAGES_MAX))),
    update(many(10, MESSAGES_MAX)),
  );
  expect(feed.messages).toHaveLength(MESSAGES_MAX);
  expect([feed.messages[0]?.offset, feed.skipped]).toEqual([MESSAGES_MAX + 9, 0]);
});

test('what nobody saw is counted: the host leaves some out, and a long pause overflows', () => {
  const begun = withUpdate(withUpdate(emptyFeed, update([], 100)), update([], 7));
  const feed = withUpdate(paused(begun), update(many(MESSAGES_MAX + 3)));
  expect([feed.waiting.length, feed.skipped]).toEqual([MESSAGES_MAX, 10]);
});

test('a problem stays until reading goes on', () => {
  const broken = withUpdate(emptyFeed, { messages: [], skipped: 0, problem: 'No leader.' });
  expect([broken.begun, broken.problem]).toEqual([true, 'No leader.']);
  expect(withUpdate(broken, update([message(0, 1)])).problem).toBeNull();
});
