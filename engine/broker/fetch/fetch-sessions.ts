/** Fetch sessions (KIP-227): the broker remembers what a client fetches, so that both sides send only what changed. */

import { randomInt, type Random } from '../../base/ports/random.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import type { FetchRequest } from '../../protocol/messages/01-fetch.ts';
import {
  renamed,
  updateWanted,
  wantedPartition,
  type WantedPartition,
} from './wanted-partition.ts';

export const NO_SESSION = 0;
const INITIAL_EPOCH = 0;
const FINAL_EPOCH = -1;
const SESSIONS_MAX = 1000;

export interface FetchSession {
  readonly id: number;
  readonly usesTopicIds: boolean;
  epoch: number;
  readonly partitions: Map<string, WantedPartition>;
}

/** What a request wants after its session has been looked up and brought up to date. */
export type FetchWish =
  | { readonly kind: 'refused'; readonly error: ErrorCode }
  | {
      readonly kind: 'granted';
      readonly sessionId: number;
      /** Leave out what has not changed. */
      readonly isIncremental: boolean;
      readonly partitions: readonly WantedPartition[];
      /** Those that this request no longer wants. */
      readonly forgotten: readonly WantedPartition[];
    };

/** Says what a topic of a request is called; undefined for an id that nobody knows. */
export type NameTopic = (topic: {
  topic: string;
  topicId: string;
}) => { name: string; id: string } | undefined;

export class FetchSessions {
  readonly #random: Random;
  readonly #limit: number;
  /** In the order of their last use. */
  readonly #sessions = new Map<number, FetchSession>();

  constructor(random: Random, limit: number = SESSIONS_MAX) {
    this.#random = random;
    this.#limit = limit;
  }

  get size(): number {
    return this.#sessions.size;
  }

  wishOf(request: FetchRequest, usesTopicIds: boolean, nameTopic: NameTopic): FetchWish {
    const { sessionId, sessionEpoch } = request;
    if (sessionEpoch === INITIAL_EPOCH || sessionEpoch === FINAL_EPOCH) {
      this.#sessions.delete(sessionId);
      return this.#full(request, usesTopicIds, nameTopic);
    }
    const session = this.#sessions.get(sessionId);
    if (!session) return { kind: 'refused', error: ErrorCode.FETCH_SESSION_ID_NOT_FOUND };
    if (session.epoch !== sessionEpoch)
      return { kind: 'refused', error: ErrorCode.INVALID_FETCH_SESSION_EPOCH };
    if (session.usesTopicIds !== usesTopicIds)
      return { kind: 'refused', error: ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR };
    session.epoch = session.epoch === 0x7fffffff ? 1 : session.epoch + 1;
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, session);
    const forgotten = this.#forget(session, request);
    this.#update(session, request, nameTopic);
    if (usesTopicIds) nameUnknown(session, nameTopic);
    return {
      kind: 'granted',
      sessionId,
      isIncremental: true,
      partitions: rotated(session),
      forgotten,
    };
  }

  #full(request: FetchRequest, usesTopicIds: boolean, nameTopic: NameTopic): FetchWish {
    const partitions = new Map<string, WantedPartition>();
    for (const topic of request.topics) {
      const named = nameTopic(topic);
      for (const fetch of topic.partitions) {
        const wanted = wantedPartition(named ?? { name: topic.topic, id: topic.topicId }, fetch);
        partitions.set(sessionKey(topic, fetch.partition), wanted);
      }
    }
    const wantsSession = request.sessionEpoch === INITIAL_EPOCH && partitions.size > 0;
    const sessionId = wantsSession ? this.#open(usesTopicIds, partitions) : NO_SESSION;
    return {
      kind: 'granted',
      sessionId,
      isIncremental: false,
      partitions: [...partitions.values()],
      forgotten: [],
    };
  }

  #open(usesTopicIds: boolean, partitions: Map<string, WantedPartition>): number {
    if (this.#sessions.size >= this.#limit) {
      const [oldest] = this.#sessions.keys();
      this.#sessions.delete(oldest!);
    }
    let id = NO_SESSION;
    while (id === NO_SESSION || this.#sessions.has(id)) id = randomInt(this.#random, 0x7fffffff);
    this.#sessions.set(id, { id, usesTopicIds, epoch: 1, partitions });
    return id;
  }

  #forget(session: FetchSession, request: FetchRequest): WantedPartition[] {
    const forgotten: WantedPartition[] = [];
    for (const topic of request.forgottenTopicsData) {
      for (const index of topic.partitions) {
        const key = sessionKey(topic, index);
        const wanted = session.partitions.get(key);
        if (wanted) forgotten.push(wanted);
        session.partitions.delete(key);
      }
    }
    return forgotten;
  }

  #update(session: FetchSession, request: FetchRequest, nameTopic: NameTopic): void {
    for (const topic of request.topics) {
      const named = nameTopic(topic);
      for (const fetch of topic.partitions) {
        const key = sessionKey(topic, fetch.partition);
        const known = session.partitions.get(key);
        if (known) updateWanted(known, fetch);
        else
          session.partitions.set(
            key,
            wantedPartition(named ?? { name: topic.topic, id: topic.topicId }, fetch),
          );
      }
    }
  }
}

/** A topic that was too new to be known by its id may be known by now, and the client does not name it again. */
function nameUnknown(session: FetchSession, nameTopic: NameTopic): void {
  for (const [key, wanted] of session.partitions) {
    const named = wanted.topic === '' ? nameTopic(wanted) : undefined;
    if (named) session.partitions.set(key, renamed(wanted, named.name));
  }
}

/** The partition that came first goes last in the next response, so that a full response starves nobody (KIP-74). */
function rotated(session: FetchSession): WantedPartition[] {
  const partitions = [...session.partitions.values()];
  if (partitions.length < 2) return partitions;
  const start = session.epoch % partitions.length;
  return [...partitions.slice(start), ...partitions.slice(0, start)];
}

function sessionKey(topic: { topic: string; topicId: string }, index: number): string {
  return `${topic.topic}:${topic.topicId}:${index}`;
}
