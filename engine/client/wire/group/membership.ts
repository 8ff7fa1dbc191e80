/** A member of a classic group as the coordinator sees it: joins, is assigned partitions, beats, leaves. */

import type { Millis } from '../../../base/ports/clock.ts';
import { ErrorCode } from '../../../protocol/error-codes.ts';
import type { JoinGroupResponse } from '../../../protocol/messages/11-join-group.ts';
import { heartbeat, joinGroup, leaveGroup, syncGroup } from '../../../protocol/messages/index.ts';
import type { TopicPartition } from '../../cluster-client.ts';
import { KafkaError, throwIfError } from '../../errors.ts';
import type { Cluster } from '../cluster.ts';
import { type Assignor, range, roundRobin } from './assignors.ts';
import {
  readAssignment,
  readSubscribedTopics,
  writeAssignment,
  writeSubscription,
} from './consumer-protocol.ts';
import type { Committer } from './group-offsets.ts';

export interface MembershipOptions {
  groupId: string;
  groupInstanceId: string | null;
  topics: readonly string[];
  /** The assignor that this member prefers; it knows the others too. */
  assignor: string;
  sessionTimeoutMs: Millis;
  rebalanceTimeoutMs: Millis;
}

const PROTOCOL_TYPE = 'consumer';
const ASSIGNORS: readonly Assignor[] = [range, roundRobin];
/** A join is answered when everyone has arrived, so it may take longer than the members' time. */
const JOIN_SPARE_MS = 5000;

/** After these the member has to join again. */
const REJOIN = new Set<number>([
  ErrorCode.REBALANCE_IN_PROGRESS,
  ErrorCode.ILLEGAL_GENERATION,
  ErrorCode.UNKNOWN_MEMBER_ID,
]);

export function mustRejoin(error: unknown): boolean {
  return error instanceof KafkaError && REJOIN.has(error.errorCode);
}

export class Membership {
  readonly #cluster: Cluster;
  readonly #options: MembershipOptions;
  #memberId = '';
  #generationId = -1;

  constructor(cluster: Cluster, options: MembershipOptions) {
    this.#cluster = cluster;
    this.#options = options;
  }

  get committer(): Committer {
    const { groupId, groupInstanceId } = this.#options;
    const memberId = this.#memberId;
    return { groupId, groupInstanceId, memberId, generationId: this.#generationId };
  }

  /** Joins, or joins again, until the group has settled; resolves with what this member shall read. */
  async join(owned: readonly TopicPartition[]): Promise<TopicPartition[]> {
    for (;;) {
      try {
        return await this.#sync(await this.#join(owned));
      } catch (error) {
        this.#forgetIfUnknown(error, this.#memberId);
        if (!mustRejoin(error) || this.#cluster.isClosed) throw error;
      }
    }
  }

  /** Throws what `mustRejoin` knows when the group has changed. */
  async beat(): Promise<void> {
    const { groupId, memberId, generationId, groupInstanceId } = this.committer;
    try {
      await this.#cluster.askCoordinator({
        groupId,
        api: heartbeat,
        body: { groupId, memberId, generationId, groupInstanceId },
        check: ({ errorCode }) => throwIfError(errorCode, `Group ${groupId}`),
        timeoutMs: this.#options.sessionTimeoutMs,
      });
    } catch (error) {
      this.#forgetIfUnknown(error, memberId);
      throw error;
    }
  }

  /** A static member stays in the group: it will come back under its name. */
  async leave(): Promise<void> {
    const { groupId, groupInstanceId } = this.#options;
    if (this.#memberId === '' || groupInstanceId !== null) return;
    const memberId = this.#memberId;
    const connection = await this.#cluster.coordinator(groupId);
    await connection.request(leaveGroup, { groupId, memberId, members: [{ memberId }] });
    this.#memberId = '';
  }

  async #join(owned: readonly TopicPartition[]): Promise<JoinGroupResponse> {
    const { groupId, groupInstanceId, topics, sessionTimeoutMs, rebalanceTimeoutMs } =
      this.#options;
    const metadata = writeSubscription(topics, owned);
    const answer = await this.#cluster.retry(
      async () => {
        const connection = await this.#cluster.coordinator(groupId);
        const each = await connection.request(
          joinGroup,
          {
            groupId,
            memberId: this.#memberId,
            groupInstanceId,
            sessionTimeoutMs,
            rebalanceTimeoutMs,
            protocolType: PROTOCOL_TYPE,
            protocols: this.#preferred().map((name) => ({ name, metadata })),
          },
          { timeoutMs: rebalanceTimeoutMs + JOIN_SPARE_MS },
        );
        if (each.errorCode !== ErrorCode.MEMBER_ID_REQUIRED) {
          throwIfError(each.errorCode, `Group ${groupId}`);
        }
        return each;
      },
      () => this.#cluster.forgetCoordinator(groupId),
    );
    this.#memberId = answer.memberId;
    this.#generationId = answer.generationId;
    // The coordinator wants to see that the member holds on to the id that it was given (KIP-394).
    return answer.errorCode === ErrorCode.MEMBER_ID_REQUIRED ? this.#join(owned) : answer;
  }

  async #sync(joined: JoinGroupResponse): Promise<TopicPartition[]> {
    const { groupId, groupInstanceId } = this.#options;
    const isLeader = joined.leader === joined.memberId && !joined.skipAssignment;
    const { assignment } = await this.#cluster.askCoordinator({
      groupId,
      api: syncGroup,
      body: {
        groupId,
        memberId: joined.memberId,
        generationId: joined.generationId,
        groupInstanceId,
        protocolType: PROTOCOL_TYPE,
        protocolName: joined.protocolName,
        assignments: isLeader ? await this.#divide(joined) : [],
      },
      check: ({ errorCode }) => throwIfError(errorCode, `Group ${groupId}`),
      timeoutMs: this.#options.rebalanceTimeoutMs + JOIN_SPARE_MS,
    });
    return readAssignment(assignment).flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    );
  }

  /** Names of all assignors, the preferred one first. */
  #preferred(): string[] {
    const { assignor } = this.#options;
    return [assignor, ...ASSIGNORS.map(({ name }) => name).filter((name) => name !== assignor)];
  }

  /** The first member of a group is its leader, and decides who reads what. */
  async #divide({ protocolName, members }: JoinGroupResponse) {
    const assignor = ASSIGNORS.find(({ name }) => name === protocolName) ?? range;
    const subscribers = members.map(({ memberId, metadata }) => ({
      memberId,
      topics: readSubscribedTopics(metadata),
    }));
    const names = [...new Set(subscribers.flatMap(({ topics }) => topics))];
    const { topics } = await this.#cluster.retry(() => this.#cluster.refresh(names));
    const counts = new Map(
      topics
        .filter(({ errorCode }) => errorCode === ErrorCode.NONE)
        .map(({ name, partitions }) => [name ?? '', partitions.length]),
    );
    return [...assignor.assign(subscribers, counts)].map(([memberId, partitions]) => ({
      memberId,
      assignment: writeAssignment(partitions),
    }));
  }

  /** `memberId` is the one that the request named: another may have been given since. */
  #forgetIfUnknown(error: unknown, memberId: string): void {
    if (!(error instanceof KafkaError) || memberId !== this.#memberId) return;
    if (error.errorCode === ErrorCode.UNKNOWN_MEMBER_ID) this.#memberId = '';
  }
}
