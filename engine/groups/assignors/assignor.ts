/** What every assignor on the server's side is given, and what it gives. */

import type { PartitionSet } from '../state/partition-set.ts';

export interface AssignorMember {
  readonly memberId: string;
  readonly instanceId: string | null;
  /** Only topics that exist. */
  readonly topicIds: ReadonlySet<string>;
  /** What the last division gave it. */
  readonly target: PartitionSet;
}

export interface AssignorInput {
  readonly members: readonly AssignorMember[];
  /** How many partitions each topic has, by topic id; every topic that a member is subscribed to. */
  readonly topics: ReadonlyMap<string, number>;
}

/** Gives every partition of a topic with subscribers to exactly one of them; every member has an entry. */
export type Assignor = (input: AssignorInput) => Map<string, PartitionSet>;
