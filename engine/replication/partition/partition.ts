/** One partition on one broker: a log, and the part that this broker plays for it. */

import { assert } from '../../base/assert.ts';
import type { PartitionLog } from '../../log/partition-log.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { CommitWaiters, type OnCommitted } from './commit-waiters.ts';
import { type FollowerState, newFollower, noteFetch } from './follower-state.ts';
import { type InSyncView, isNear, laggards, mayJoin, nextHighWatermark } from './in-sync.ts';

/** What the controller decided about a partition. */
export interface PartitionAssignment {
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

/** Waits for data at a partition: a parked fetch. */
export interface PartitionWatcher {
  /** More bytes can be read, by followers (`appended`) or by everybody (`committed`). */
  onProgress(kind: 'appended' | 'committed', bytes: number): void;
  /** Whatever was waited for will not come from here: answer now. */
  onChange(): void;
}

/** Who is told of what happens here; called within the same turn. */
export interface PartitionOwner {
  readonly brokerId: number;
  isBrokerAlive(brokerId: number): boolean;
  monotonic(): number;
  /** Waiters and watchers are served at the end of the turn. */
  progressed(partition: Partition): void;
  proposeIsr(partition: Partition, isr: readonly number[]): void;
}

type Role = 'leader' | 'follower' | 'none';

/** For how long the high watermark waits for the next fetch of a follower that is about to be let in. */
const JOINING_MS_MAX = 500;

export class Partition {
  readonly topic: string;
  readonly index: number;
  readonly topicId: string;
  readonly log: PartitionLog;
  readonly #owner: PartitionOwner;
  readonly #waiters = new CommitWaiters();
  /** A watcher may leave while it is told; one that comes comes in a later turn. */
  readonly #watchers = new Set<PartitionWatcher>();
  readonly #followers = new Map<number, FollowerState>();
  #role: Role = 'none';
  #assignment: PartitionAssignment = {
    leader: -1,
    leaderEpoch: -1,
    partitionEpoch: -1,
    replicas: [],
    isr: [],
  };
  #pendingIsr: readonly number[] | undefined;
  readonly #joining = new Set<number>();
  #epochStartOffset = 0;
  #minInSync: number;
  #appendedBytes = 0;
  #committedBytes = 0;
  #uncommittedBytes = 0;
  /** Records and bytes appended since the broker started, for rates. */
  recordsAppended = 0;
  bytesAppended = 0;

  constructor(options: {
    topic: string;
    index: number;
    topicId: string;
    log: PartitionLog;
    owner: PartitionOwner;
    minInSync: number;
  }) {
    this.topic = options.topic;
    this.index = options.index;
    this.topicId = options.topicId;
    this.log = options.log;
    this.#owner = options.owner;
    this.#minInSync = options.minInSync;
  }

  get name(): string {
    return `${this.topic}-${this.index}`;
  }

  get role(): Role {
    return this.#role;
  }

  get assignment(): PartitionAssignment {
    return this.#assignment;
  }

  get highWatermark(): number {
    return this.log.highWatermark;
  }

  /** The in-sync set that is certain: what the controller confirmed. */
  get isr(): readonly number[] {
    return this.#assignment.isr;
  }

  get followers(): ReadonlyMap<number, FollowerState> {
    return this.#followers;
  }

  set minInSync(value: number) {
    this.#minInSync = value;
    this.#advance();
  }

  /** Takes what the controller decided, unless it is older than what is known. Returns whether the role or the leader changed. */
  assign(next: PartitionAssignment): boolean {
    const last = this.#assignment;
    if (next.partitionEpoch < last.partitionEpoch || next.leaderEpoch < last.leaderEpoch)
      return false;
    this.#assignment = next;
    this.#pendingIsr = undefined;
    const role = this.#roleIn(next);
    const moved =
      role !== this.#role || next.leaderEpoch !== last.leaderEpoch || next.leader !== last.leader;
    if (moved) this.#take(role);
    if (role === 'leader') {
      this.#syncFollowers();
      this.#advance();
    }
    return moved;
  }

  #roleIn(assignment: PartitionAssignment): Role {
    if (assignment.leader === this.#owner.brokerId) return 'leader';
    return assignment.replicas.includes(this.#owner.brokerId) ? 'follower' : 'none';
  }

  #take(role: Role): void {
    this.#role = role;
    this.#waiters.fail(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    this.#followers.clear();
    this.#joining.clear();
    if (role === 'leader') {
      this.log.startEpoch(this.#assignment.leaderEpoch);
      this.#epochStartOffset = this.log.endOffset;
    }
    for (const watcher of this.#watchers) watcher.onChange();
  }

  #syncFollowers(): void {
    const { replicas } = this.#assignment;
    for (const brokerId of this.#followers.keys())
      if (!replicas.includes(brokerId)) {
        this.#followers.delete(brokerId);
        this.#joining.delete(brokerId);
      }
    for (const brokerId of replicas) {
      if (brokerId === this.#owner.brokerId || this.#followers.has(brokerId)) continue;
      this.#followers.set(brokerId, newFollower(brokerId, this.#owner.monotonic()));
    }
  }

  /** Checks an epoch that a client sent (KIP-320); -1 means that it sent none. */
  checkEpoch(epoch: number): ErrorCode {
    if (epoch === -1 || epoch === this.#assignment.leaderEpoch) return ErrorCode.NONE;
    return epoch < this.#assignment.leaderEpoch
      ? ErrorCode.FENCED_LEADER_EPOCH
      : ErrorCode.UNKNOWN_LEADER_EPOCH;
  }

  checkLeader(epoch: number): ErrorCode {
    const error = this.checkEpoch(epoch);
    if (error !== ErrorCode.NONE) return error;
    return this.#role === 'leader' ? ErrorCode.NONE : ErrorCode.NOT_LEADER_OR_FOLLOWER;
  }

  /** Whether enough replicas are in sync for a producer that wants them all. */
  hasEnoughInSync(): boolean {
    return this.#assignment.isr.length >= this.#minInSync;
  }

  /** Appends one produced batch, which was not checked before, as the leader. */
  append(
    batch: Buffer,
    append: Parameters<PartitionLog['appendAsLeader']>[1],
  ): ReturnType<PartitionLog['appendAsLeader']> {
    assert(this.#role === 'leader', 'Only a leader appends what clients send.');
    const result = this.log.appendAsLeader(batch, append);
    if (result.kind === 'appended') {
      this.#appendedBytes += batch.length;
      this.#uncommittedBytes += batch.length;
      this.#count(result.lastOffset - result.baseOffset + 1, batch.length);
      this.#advance();
      this.#owner.progressed(this);
    }
    return result;
  }

  #count(records: number, bytes: number): void {
    this.recordsAppended += records;
    this.bytesAppended += bytes;
  }

  /** Appends what the leader has sent, and takes over its high watermark. */
  appendFetched(batches: Buffer, leader: { highWatermark: number; logStartOffset: number }): void {
    assert(this.#role === 'follower', 'Only a follower appends what a leader sends.');
    if (batches.length > 0) {
      const before = this.log.endOffset;
      this.log.appendAsFollower(batches);
      this.#count(this.log.endOffset - before, batches.length);
      this.#appendedBytes += batches.length;
    }
    this.log.highWatermark = Math.max(
      this.log.highWatermark,
      Math.min(leader.highWatermark, this.log.endOffset),
    );
    if (
      leader.logStartOffset > this.log.logStartOffset &&
      leader.logStartOffset <= this.log.highWatermark
    ) {
      this.log.deleteRecordsBefore(leader.logStartOffset);
    }
    this.#owner.progressed(this);
  }

  /** Calls `done` when everything before `offset` is committed, or when that cannot be promised any more. */
  whenCommitted(offset: number, deadline: number, done: OnCommitted): void {
    if (this.#role !== 'leader') return done(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    if (this.log.highWatermark >= offset) return done(ErrorCode.NONE);
    this.#waiters.add(offset, deadline, done);
  }

  expireWaiters(now: number): void {
    this.#expireJoining(now);
    if (this.#waiters.size > 0) this.#waiters.expire(now);
  }

  /** Producers do not wait for long for somebody who only might be let in. */
  #expireJoining(now: number): void {
    if (this.#joining.size === 0) return;
    for (const brokerId of this.#joining) {
      const follower = this.#followers.get(brokerId);
      if (follower && now - follower.lastFetchAt <= JOINING_MS_MAX) continue;
      this.#joining.delete(brokerId);
    }
    this.#advance();
  }

  watch(watcher: PartitionWatcher): void {
    this.#watchers.add(watcher);
  }

  unwatch(watcher: PartitionWatcher): void {
    this.#watchers.delete(watcher);
  }

  /** Serves those who wait; called by the owner at the end of a turn in which something moved. */
  serve(): void {
    this.#waiters.release(this.log.highWatermark);
    const appended = this.#appendedBytes;
    const committed = this.#committedBytes;
    this.#appendedBytes = 0;
    this.#committedBytes = 0;
    if (this.#watchers.size === 0) return;
    for (const watcher of this.#watchers) {
      if (appended > 0) watcher.onProgress('appended', appended);
      if (committed > 0) watcher.onProgress('committed', committed);
    }
  }

  /** A follower fetches from `offset`: it has everything before. Returns the error of a broker that is no replica. */
  noteFollowerFetch(brokerId: number, offset: number): ErrorCode {
    const follower = this.#followers.get(brokerId);
    if (!follower) return ErrorCode.UNKNOWN_LEADER_EPOCH;
    const moved = offset !== follower.endOffset;
    // Nearly every fetch is of a member: it costs nothing more.
    const mayComeIn =
      !this.#assignment.isr.includes(brokerId) && this.#owner.isBrokerAlive(brokerId);
    if (mayComeIn && isNear(this.#view(), follower, offset)) this.#joining.add(brokerId);
    else this.#joining.delete(brokerId);
    noteFetch(follower, {
      offset,
      leaderEndOffset: this.log.endOffset,
      now: this.#owner.monotonic(),
    });
    if (moved) this.#advance();
    if (mayComeIn && !this.#pendingIsr && mayJoin(this.#view(), follower)) {
      this.#propose([...this.#assignment.isr, brokerId]);
    }
    return ErrorCode.NONE;
  }

  /** Proposes to drop those who have been behind for too long. */
  dropLaggards(lagMsMax: number): void {
    if (this.#role !== 'leader' || this.#pendingIsr) return;
    const behind = laggards(this.#view(), { now: this.#owner.monotonic(), lagMsMax });
    if (behind.length > 0) this.#propose(this.#assignment.isr.filter((id) => !behind.includes(id)));
  }

  #propose(isr: readonly number[]): void {
    this.#pendingIsr = isr;
    this.#owner.proposeIsr(this, isr);
  }

  /** The controller answered a proposal: with the new state, or with a refusal after which the old one stays. */
  settleIsr(
    result: { isr: readonly number[]; partitionEpoch: number; leaderEpoch: number } | undefined,
  ): void {
    if (!result) {
      this.#pendingIsr = undefined;
      this.#joining.clear();
      return;
    }
    if (
      result.partitionEpoch <= this.#assignment.partitionEpoch ||
      result.leaderEpoch !== this.#assignment.leaderEpoch
    )
      return;
    this.#pendingIsr = undefined;
    this.#assignment = {
      ...this.#assignment,
      isr: result.isr,
      partitionEpoch: result.partitionEpoch,
    };
    this.#advance();
  }

  #view(): InSyncView {
    return {
      isr: this.#assignment.isr,
      pendingIsr: this.#pendingIsr,
      joining: this.#joining,
      followers: this.#followers,
      endOffset: this.log.endOffset,
      highWatermark: this.log.highWatermark,
      epochStartOffset: this.#epochStartOffset,
    };
  }

  #advance(): void {
    if (this.#role !== 'leader') return;
    const { log } = this;
    const next =
      this.#assignment.replicas.length === 1
        ? log.endOffset
        : nextHighWatermark(this.#view(), this.#minInSync);
    if (next <= log.highWatermark) return;
    const share = (next - log.highWatermark) / (log.endOffset - log.highWatermark);
    const bytes = Math.ceil(this.#uncommittedBytes * share);
    this.#committedBytes += bytes;
    this.#uncommittedBytes -= bytes;
    log.highWatermark = next;
    this.#owner.progressed(this);
  }

  /** Ends every wait; the log is closed by its owner. */
  close(): void {
    this.#role = 'none';
    this.#waiters.fail(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    for (const watcher of this.#watchers) watcher.onChange();
  }
}
