/** The messages that a page holds: newest first, bounded, and honest about what was left out. */

import type { MessagesUpdate, MessageView } from '../../../engine/contract/views/messages.ts';

/** How many messages are kept. */
export const MESSAGES_MAX = 5000;

export interface MessageFeed {
  /** Newest first. */
  readonly messages: readonly MessageView[];
  /** What came while the feed was paused, newest first. */
  readonly waiting: readonly MessageView[];
  readonly paused: boolean;
  /** Came faster than could be shown; those of the host and those that overflowed while it was paused. */
  readonly skipped: number;
  readonly problem: string | null;
  /** Whether the host has answered at all. */
  readonly begun: boolean;
}

export const emptyFeed: MessageFeed = {
  messages: [],
  waiting: [],
  paused: false,
  skipped: 0,
  problem: null,
  begun: false,
};

export function withUpdate(feed: MessageFeed, update: MessagesUpdate): MessageFeed {
  const arrived = newestFirst(update.messages);
  const held = feed.paused ? feed.waiting : feed.messages;
  const all = [...arrived, ...held];
  // Old ones that scroll out of what is kept are no loss; those that nobody saw are.
  const unseen = feed.paused ? Math.max(0, all.length - MESSAGES_MAX) : 0;
  const kept = all.slice(0, MESSAGES_MAX);
  return {
    ...feed,
    ...(feed.paused ? { waiting: kept } : { messages: kept }),
    // Before the first update nobody waited for what is older.
    skipped: feed.skipped + (feed.begun ? update.skipped : 0) + unseen,
    problem: update.problem,
    begun: true,
  };
}

export function paused(feed: MessageFeed): MessageFeed {
  return { ...feed, paused: true };
}

/** Goes on, with what waited on top. */
export function following(feed: MessageFeed): MessageFeed {
  return {
    ...feed,
    paused: false,
    messages: [...feed.waiting, ...feed.messages].slice(0, MESSAGES_MAX),
    waiting: [],
  };
}

export function messageKey({ partition, offset }: MessageView): string {
  return `${partition}-${offset}`;
}

/** By time; within one partition never against its offsets. */
function newestFirst(messages: readonly MessageView[]): readonly MessageView[] {
  return messages.toSorted((one, other) => {
    if (one.partition === other.partition) return other.offset - one.offset;
    return other.timestamp - one.timestamp || one.partition - other.partition;
  });
}
