import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeededRandom } from '../../base/ports/virtual/seeded-random.ts';
import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { FetchRequest } from '../../protocol/messages/01-fetch.ts';
import { FetchSessions, type FetchWish } from './fetch-sessions.ts';

const SESSIONS_MAX = 2;
const TOPICS = ['a', 'b'];
const PARTITIONS = [0, 1, 2];

/** A client as KIP-227 wants it: it remembers what the broker should know, and sends what has changed. */
class Fetcher {
  sessionId = 0;
  epoch = 0;
  /** `topic-index` → offset. */
  readonly known = new Map<string, number>();
  /** When it last used its session; 0 when it has none. */
  usedAt = 0;
}

type Offsets = ReadonlyMap<string, number>;

const named = ({ topic, topicId }: { topic: string; topicId: string }) => ({
  name: topic,
  id: topicId,
});

function requestOf(from: Fetcher, changed: Offsets, forgotten: readonly string[]): FetchRequest {
  const topics = TOPICS.map((topic) => ({
    topic,
    topicId: ZERO_UUID,
    partitions: PARTITIONS.flatMap((partition) => {
      const fetchOffset = changed.get(`${topic}-${partition}`);
      if (fetchOffset === undefined) return [];
      return [
        {
          partition,
          fetchOffset,
          currentLeaderEpoch: -1,
          lastFetchedEpoch: -1,
          logStartOffset: -1,
          partitionMaxBytes: 100,
        },
      ];
    }),
  }));
  const forgottenTopicsData = TOPICS.map((topic) => ({
    topic,
    topicId: ZERO_UUID,
    partitions: PARTITIONS.filter((partition) => forgotten.includes(`${topic}-${partition}`)),
  }));
  const session = { sessionId: from.sessionId, sessionEpoch: from.epoch };
  return { ...session, topics, forgottenTopicsData } as unknown as FetchRequest;
}

function offsetsOf(wish: Extract<FetchWish, { kind: 'granted' }>): Map<string, number> {
  return new Map(wish.partitions.map(({ key, fetchOffset }) => [key, fetchOffset]));
}

const wanted = fc.dictionary(
  fc.constantFrom(...TOPICS.flatMap((topic) => PARTITIONS.map((index) => `${topic}-${index}`))),
  fc.nat(5),
  { minKeys: 1 },
);
const steps = fc.array(fc.record({ who: fc.nat(2), wanted }), { maxLength: 40 });

test('the broker fetches what each client wants, however many sessions come and go', () => {
  fc.assert(
    fc.property(steps, (plan) => {
      const sessions = new FetchSessions(new SeededRandom(1), SESSIONS_MAX);
      const fetchers = [new Fetcher(), new Fetcher(), new Fetcher()];
      let now = 0;
      for (const step of plan) {
        now++;
        const fetcher = fetchers[step.who]!;
        const next = new Map(Object.entries(step.wanted));
        const isFull = fetcher.epoch === 0;
        const changed = new Map(
          [...next].filter(([key, offset]) => isFull || fetcher.known.get(key) !== offset),
        );
        const forgotten = [...fetcher.known.keys()].filter((key) => !isFull && !next.has(key));
        const wish = sessions.wishOf(requestOf(fetcher, changed, forgotten), false, named);
        // The session that was unused for the longest makes room for a new one.
        const newer = fetchers.filter(({ usedAt }) => usedAt > fetcher.usedAt).length;
        if (wish.kind === 'refused') {
          expect(wish.error).toBe(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
          expect(newer).toBeGreaterThanOrEqual(1);
          fetcher.sessionId = 0;
          fetcher.epoch = 0;
          fetcher.known.clear();
          continue;
        }
        expect(offsetsOf(wish)).toEqual(next);
        expect(new Set(wish.forgotten.map(({ key }) => key))).toEqual(new Set(forgotten));
        expect(wish.isIncremental).toBe(!isFull);
        expect(wish.sessionId).toBe(isFull ? wish.sessionId : fetcher.sessionId);
        expect(sessions.size).toBeLessThanOrEqual(SESSIONS_MAX);
        fetcher.sessionId = wish.sessionId;
        fetcher.epoch++;
        fetcher.usedAt = now;
        fetcher.known.clear();
        for (const [key, offset] of next) fetcher.known.set(key, offset);
      }
    }),
  );
});

const one: Offsets = new Map([['a-0', 7]]);

/** A fetcher with a session. */
function opened(sessions: FetchSessions): Fetcher {
  const fetcher = new Fetcher();
  const wish = sessions.wishOf(requestOf(fetcher, one, []), false, named);
  if (wish.kind === 'granted') fetcher.sessionId = wish.sessionId;
  fetcher.epoch = 1;
  return fetcher;
}

const nothing: Offsets = new Map();

test('a session goes on only with its own epoch and its own kind of topic names', () => {
  const sessions = new FetchSessions(new SeededRandom(1));
  const fetcher = opened(sessions);
  const codes = [2, 1, 1, 2].map((epoch) => {
    fetcher.epoch = epoch;
    const wish = sessions.wishOf(requestOf(fetcher, nothing, []), false, named);
    return wish.kind === 'refused' ? wish.error : ErrorCode.NONE;
  });
  const { INVALID_FETCH_SESSION_EPOCH: INVALID, NONE } = ErrorCode;
  expect(codes).toEqual([INVALID, NONE, INVALID, NONE]);
  fetcher.epoch = 3;
  expect(sessions.wishOf(requestOf(fetcher, nothing, []), true, named)).toEqual({
    kind: 'refused',
    error: ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR,
  });
});

test('a full fetch ends the session that it names, and one without a session opens none', () => {
  const sessions = new FetchSessions(new SeededRandom(1));
  const fetcher = opened(sessions);
  fetcher.epoch = -1;
  const wish = sessions.wishOf(requestOf(fetcher, one, []), false, named);
  expect([wish.kind === 'granted' && wish.sessionId, sessions.size]).toEqual([0, 0]);
});

test('each partition of a session comes first in its turn', () => {
  const sessions = new FetchSessions(new SeededRandom(1));
  const fetcher = new Fetcher();
  const three: Offsets = new Map([
    ['a-0', 0],
    ['a-1', 0],
    ['b-2', 0],
  ]);
  const first = sessions.wishOf(requestOf(fetcher, three, []), false, named);
  if (first.kind === 'granted') fetcher.sessionId = first.sessionId;
  const leaders = [1, 2, 3].map((epoch) => {
    fetcher.epoch = epoch;
    const wish = sessions.wishOf(requestOf(fetcher, nothing, []), false, named);
    return wish.kind === 'granted' ? wish.partitions[0]!.key : undefined;
  });
  expect(new Set(leaders)).toEqual(new Set(three.keys()));
});

test('a topic whose name was not known is named as soon as it is known, without being asked for again', () => {
  const sessions = new FetchSessions(new SeededRandom(1));
  const fetcher = new Fetcher();
  const topicId = 'AAAAAAAAAAAAAAAAAAAAAQ';
  const { topics, ...rest } = requestOf(fetcher, one, []);
  const byId = topics.map((topic) => ({ ...topic, topic: '', topicId }));
  const names = new Map<string, string>();
  const nameTopic = (topic: { topicId: string }) => {
    const name = names.get(topic.topicId);
    return name === undefined ? undefined : { name, id: topic.topicId };
  };
  const keys = (wish: FetchWish) =>
    wish.kind === 'granted' ? wish.partitions.map(({ key }) => key) : [];
  const first = sessions.wishOf({ ...rest, topics: byId }, true, nameTopic);
  if (first.kind === 'granted') fetcher.sessionId = first.sessionId;
  fetcher.epoch = 1;
  names.set(topicId, 'found');
  const next = sessions.wishOf(requestOf(fetcher, nothing, []), true, nameTopic);
  expect([keys(first), keys(next)]).toEqual([['-0'], ['found-0']]);
});
