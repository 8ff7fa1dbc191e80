/** Clients that come, go, stall and crash in any order, while time passes, the log fails and brokers take over. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { JoinGroupResponse } from '../protocol/messages/11-join-group.ts';
import {
  commitBody,
  GROUP,
  groupFixture,
  SESSION_MS,
  settle,
  subscription,
} from './group-fixture.ts';
import type { GroupView } from './group-view.ts';

type Fixture = ReturnType<typeof groupFixture>;

/** A client of the group: what it believes, which may be out of date. */
interface Client {
  readonly groupInstanceId: string | null;
  readonly protocols: readonly string[];
  memberId: string;
  joined: JoinGroupResponse | undefined;
  /** Requests under way. */
  readonly waiting: Set<Promise<unknown>>;
}

type Action =
  | { readonly kind: 'join' | 'sync' | 'heartbeat' | 'leave' | 'crash'; readonly client: number }
  | { readonly kind: 'commit'; readonly client: number; readonly partition: number }
  | { readonly kind: 'advance'; readonly ms: number }
  | { readonly kind: 'gather' | 'fail-log' | 'mend-log' | 'failover' };

const CLIENTS = 5;
const client = fc.nat(CLIENTS - 1);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('join' as const), client }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('sync' as const), client }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('heartbeat' as const), client }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leave' as const), client }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), client }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('commit' as const), client, partition: fc.nat(2) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      ms: fc.constantFrom(0, 0, 100, 4000, SESSION_MS, 60_000),
    }),
  },
  { weight: 5, arbitrary: fc.constant({ kind: 'gather' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'fail-log' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'mend-log' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'failover' as const }) },
);

class World {
  fixture: Fixture = groupFixture();
  readonly clients: Client[];
  private term = 1;
  /** Offsets that were acknowledged, by partition. */
  private readonly acknowledged = new Map<number, number>();
  private nextOffset = 1;
  /** What joins have told of each generation of each term. */
  private readonly told = new Map<string, { leader: string; protocolName: string | null }>();
  private stableGeneration = 0;
  /** What clients found to be wrong. */
  private readonly broken: unknown[] = [];

  constructor() {
    this.clients = Array.from({ length: CLIENTS }, (_, index) => ({
      groupInstanceId: index < 2 ? `static${index}` : null,
      protocols: index % 2 === 0 ? ['range'] : ['roundrobin', 'range'],
      memberId: '',
      joined: undefined,
      waiting: new Set(),
    }));
  }

  async run(step: Action): Promise<void> {
    const actor = 'client' in step ? this.clients[step.client]! : undefined;
    if (step.kind === 'advance') this.fixture.clock.advance(step.ms);
    else if (step.kind === 'fail-log') this.fixture.log.appendError = ErrorCode.NOT_ENOUGH_REPLICAS;
    else if (step.kind === 'mend-log') this.fixture.log.appendError = 0;
    else if (step.kind === 'failover') await this.failOver();
    else if (step.kind === 'gather') await this.gather();
    else if (step.kind === 'commit') await this.commit(actor!, step.partition);
    else if (step.kind === 'crash') forget(actor!);
    else this.follow(actor!, this[step.kind](actor!));
    await settle();
    this.check();
  }

  /** Everyone who takes part joins and syncs, as clients do when they are told to. */
  private async gather(): Promise<void> {
    const present = this.clients.filter(({ memberId }) => memberId !== '');
    for (const request of ['join', 'sync'] as const) {
      for (const actor of present) this.follow(actor, this[request](actor));
      this.fixture.clock.advance(0);
      await settle();
    }
  }

  private follow(actor: Client, request: Promise<void>): void {
    actor.waiting.add(request);
    void request
      .catch((error: unknown) => this.broken.push(error))
      .then(() => actor.waiting.delete(request));
  }

  private async join(actor: Client): Promise<void> {
    const { term } = this;
    const { memberId, groupInstanceId } = actor;
    const metadata = subscription(term % 2 === 0 ? 'orders' : 'clicks');
    const protocols = actor.protocols.map((name) => ({ name, metadata }));
    const answer = await this.fixture.join({ memberId, groupInstanceId, protocols });
    if (actor.memberId !== memberId) return;
    if (answer.errorCode === ErrorCode.MEMBER_ID_REQUIRED) {
      actor.memberId = answer.memberId;
      await this.join(actor);
    } else if (answer.errorCode === ErrorCode.NONE) this.joined(actor, answer, term);
    else if (isLost(answer.errorCode)) forget(actor);
  }

  /** Everyone in a generation is told the same of it, unless its leader has come back under a new id. */
  private joined(actor: Client, answer: JoinGroupResponse, term: number): void {
    actor.memberId = answer.memberId;
    actor.joined = answer;
    const { leader, protocolName } = answer;
    const round = `${term}/${answer.generationId}`;
    const before = this.told.get(round) ?? { leader, protocolName };
    this.told.set(round, { leader, protocolName });
    const isReplaced =
      leader.startsWith('static') && leader.slice(0, 7) === before.leader.slice(0, 7);
    expect({ protocolName, leader: isReplaced ? before.leader : leader }).toEqual(before);
    const isLeader = leader === answer.memberId;
    expect(answer.members.some(({ memberId }) => memberId === answer.memberId)).toBe(isLeader);
  }

  /** A part is the one that the leader made for this member in this generation, or nothing. */
  private async sync(actor: Client): Promise<void> {
    const { joined, memberId, groupInstanceId } = actor;
    if (joined === undefined) return;
    const { generationId, protocolName, members, skipAssignment } = joined;
    const assignments = (skipAssignment ? [] : members).map((member) => {
      return {
        memberId: member.memberId,
        assignment: Buffer.from(`${generationId} for ${member.memberId}`),
      };
    });
    const body = { memberId, groupInstanceId, protocolName, generationId, assignments };
    const { errorCode, assignment } = await this.fixture.sync(body);
    if (errorCode === ErrorCode.NONE && assignment.length > 0) {
      const owner = groupInstanceId ?? memberId;
      expect(assignment.toString().startsWith(`${generationId} for ${owner}`)).toBe(true);
    }
    if (actor.memberId === memberId && isLost(errorCode)) forget(actor);
  }

  private async heartbeat(actor: Client): Promise<void> {
    const { joined, memberId, groupInstanceId } = actor;
    if (joined === undefined) return;
    const errorCode = await this.fixture.heartbeat(memberId, joined.generationId, groupInstanceId);
    if (actor.memberId === memberId && isLost(errorCode)) forget(actor);
  }

  private async leave(actor: Client): Promise<void> {
    const { memberId, groupInstanceId } = actor;
    forget(actor);
    if (memberId !== '') await this.fixture.leave(memberId, groupInstanceId);
  }

  private async commit(
    { joined, memberId, groupInstanceId }: Client,
    partition: number,
  ): Promise<void> {
    const offset = this.nextOffset;
    this.nextOffset += 1;
    const generationIdOrMemberEpoch = joined?.generationId ?? -1;
    const whose = joined === undefined ? {} : { memberId, groupInstanceId };
    const body = { ...whose, generationIdOrMemberEpoch, offsets: { [partition]: offset } };
    const errorCode = await this.fixture.commit(commitBody(body));
    if (errorCode === ErrorCode.NONE) this.acknowledged.set(partition, offset);
  }

  /** What is settled is the same for the next coordinator; what is under way is lost, but for the offsets. */
  private async failOver(): Promise<void> {
    this.fixture.log.appendError = 0;
    const before = this.view();
    this.fixture = this.fixture.successor();
    this.term += 1;
    await settle();
    const after = this.view();
    if (before === undefined) return;
    if (before.state === 'Stable' || before.state === 'Empty') expect(after).toEqual(before);
    else expect(after?.offsets).toEqual(before.offsets);
  }

  private view(): GroupView | undefined {
    return this.fixture.coordinator.snapshot().find(({ groupId }) => groupId === GROUP);
  }

  private check(): void {
    if (this.broken.length > 0) throw this.broken[0];
    const view = this.view();
    if (view === undefined) return;
    const stored = view.offsets.map(
      ({ partition, committedOffset }) => [partition, committedOffset] as const,
    );
    expect(new Map(stored)).toEqual(this.acknowledged);
    const memberIds = view.members.map(({ memberId }) => memberId);
    if (memberIds.length === 0) expect(view.leaderId).toBe('');
    else expect(memberIds).toContain(view.leaderId);
    if (view.state !== 'Stable') return;
    expect(view.generationId).toBeGreaterThanOrEqual(this.stableGeneration);
    this.stableGeneration = view.generationId;
  }

  /** Left alone, a group ends empty, nobody waits for an answer, and only the check for old offsets is to come. */
  async finish(): Promise<number> {
    this.fixture.log.appendError = 0;
    for (let step = 0; step < 100; step += 1) {
      this.fixture.clock.advance(SESSION_MS);
      await settle();
    }
    const waiting = this.clients.filter((actor) => actor.waiting.size > 0).length;
    const { state, members } = this.view() ?? { state: 'Empty', members: [] };
    const timers = this.fixture.clock.pendingCount;
    expect({ waiting, state, members, timers }).toEqual({
      waiting: 0,
      state: 'Empty',
      members: [],
      timers: 1,
    });
    this.fixture.coordinator.close();
    return this.stableGeneration;
  }
}

function forget(actor: Client): void {
  actor.memberId = '';
  actor.joined = undefined;
}

const lost = new Set<number>([
  ErrorCode.UNKNOWN_MEMBER_ID,
  ErrorCode.FENCED_INSTANCE_ID,
  ErrorCode.ILLEGAL_GENERATION,
]);

function isLost(errorCode: number): boolean {
  return lost.has(errorCode);
}

test('whatever clients, time and the log do, no promise of the protocol is broken', async () => {
  let generations = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 120 }), async (actions) => {
      const world = new World();
      for (const step of actions) await world.run(step);
      generations += await world.finish();
    }),
    { numRuns: 200 },
  );
  // The runs mean something only if groups come about in them.
  expect(generations).toBeGreaterThan(200);
}, 60_000);
