/** One partition of `__consumer_offsets` while this broker leads it: its runtime, and the views of its groups. */

import type { Clock } from '../base/ports/clock.ts';
import type { CoordinatorLog } from '../coordinator/coordinator-log.ts';
import { CoordinatorRuntime } from '../coordinator/coordinator-runtime.ts';
import type { EndingTransaction } from '../coordinator/log-batches.ts';
import type { RequestId } from '../coordinator/machine.ts';
import type { Refusal } from '../coordinator/refusal.ts';
import type { AskedCommand, GroupCommand, GroupReplies, GroupReply } from './decide/command.ts';
import type { GroupConfig } from './group-config.ts';
import { groupMachine } from './group-machine.ts';
import { groupView, type GroupView } from './group-view.ts';
import type { GroupRecord } from './records/group-record.ts';
import { groupIdsOf, type GroupsState } from './state/groups-state.ts';
import type { TopicLookup } from './topic-lookup.ts';

export interface GroupPartitionOptions {
  readonly clock: Clock;
  readonly config: GroupConfig;
  readonly topics: TopicLookup;
  readonly log: CoordinatorLog;
  readonly leaderEpoch: number;
  /** Something that can be seen has changed; the record, when that was it. */
  readonly onChanged: (record: GroupRecord | undefined) => void;
  readonly onFailed: (error: unknown) => void;
}

export interface GroupAsk<Kind extends keyof GroupReplies> {
  readonly command: (request: RequestId) => Extract<AskedCommand, { kind: Kind }>;
  readonly refuse: (refusal: Refusal) => GroupReplies[Kind];
  readonly isImmediate?: boolean;
}

/** What happens with every heartbeat, and shows nowhere. */
const unseen: readonly GroupRecord['kind'][] = [
  'session-renewed',
  'member-timers',
  'regex-checked',
];

export class GroupPartition {
  private readonly runtime: CoordinatorRuntime<GroupsState, GroupCommand, GroupRecord, GroupReply>;
  private readonly views = new Map<string, GroupView>();
  private readonly topics: TopicLookup;
  private readonly onChanged: (record: GroupRecord | undefined) => void;

  constructor(options: GroupPartitionOptions) {
    const { clock, config, topics, log, leaderEpoch, onChanged, onFailed } = options;
    this.topics = topics;
    this.onChanged = onChanged;
    this.runtime = new CoordinatorRuntime({
      machine: groupMachine(config, topics),
      clock,
      log,
      leaderEpoch,
      commitTimeoutMs: config.commitTimeoutMs,
      onReplayed: (record) => this.changed(record),
      onLoaded: () => onChanged(undefined),
      onFailed,
    });
  }

  get isLoaded(): boolean {
    return this.runtime.status === 'active';
  }

  /** The machine answers a command with the reply of its kind, which the types of the runtime cannot tell. */
  ask<Kind extends keyof GroupReplies>({
    command,
    refuse,
    isImmediate = false,
  }: GroupAsk<Kind>): Promise<GroupReplies[Kind]> {
    return this.runtime.ask({ command, refuse, isImmediate }) as Promise<GroupReplies[Kind]>;
  }

  endTransaction(ending: EndingTransaction): Promise<Refusal | undefined> {
    return this.runtime.endTransaction(ending);
  }

  /** Forgets what has been stored too long ago, group by group. */
  expireOffsets(): void {
    for (const groupId of groupIdsOf(this.runtime.state))
      this.runtime.tell({ kind: 'expire-offsets', groupId });
  }

  forgetPartitions(
    partitions: readonly { readonly topic: string; readonly partition: number }[],
  ): void {
    for (const groupId of this.runtime.state.offsets.keys()) {
      this.runtime.tell({ kind: 'forget-partitions', groupId, partitions });
    }
  }

  /** A view is made anew only when its group has changed. */
  groupViews(): GroupView[] {
    if (!this.isLoaded) return [];
    const { state } = this.runtime;
    return groupIdsOf(state).map((groupId) => {
      const known = this.views.get(groupId);
      if (known !== undefined) return known;
      const view = groupView(state, groupId, this.topics);
      this.views.set(groupId, view);
      return view;
    });
  }

  close(): void {
    this.runtime.close();
  }

  private changed(record: GroupRecord): void {
    if (unseen.includes(record.kind)) return;
    if ('groupId' in record) this.views.delete(record.groupId);
    else this.views.clear();
    this.onChanged(record);
  }
}
