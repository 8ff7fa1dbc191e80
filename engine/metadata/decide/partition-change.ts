/** Works out the record that moves a partition to a wanted state, electing a leader where one is needed. */

import { LeaderRecoveryState, NO_LEADER } from '../image.ts';
import type { PartitionImage } from '../image.ts';
import { metadataRecord } from '../metadata-records.ts';
import type { MetadataRecord, MetadataRecordBody } from '../metadata-records.ts';
import { NO_LEADER_CHANGE, NO_RECOVERY_CHANGE } from '../replay-partition.ts';

/**
 * `online` keeps the leader while it is fit and takes another in-sync replica otherwise; `preferred` takes the first
 * replica when it is fit; `unclean` takes any live replica rather than none.
 */
export type Election = 'online' | 'preferred' | 'unclean';

export interface PartitionTarget {
  /** The wanted in-sync set; as it is when left out. An empty one is not taken: the last member stays. */
  readonly isr?: readonly number[];
  readonly leaderRecoveryState?: number;
  /** The wanted replicas; as they are when left out. */
  readonly move?: ReplicaMove;
  readonly election: Election;
  readonly canLead: (brokerId: number) => boolean;
}

/** Replicas in the middle of a move: all of them, and those that come and go. */
export interface ReplicaMove {
  readonly replicas: readonly number[];
  readonly addingReplicas: readonly number[];
  readonly removingReplicas: readonly number[];
}

type Change = Partial<MetadataRecordBody<'PartitionChangeRecord'>>;

interface Elected {
  leader: number;
  isClean: boolean;
}

/** The record of the change, or undefined when nothing changes. */
export function partitionChange(
  partition: PartitionImage,
  target: PartitionTarget,
): MetadataRecord | undefined {
  const { move, isr: wantedIsr } = settledMove(
    target.move ?? partition,
    target.isr ?? partition.isr,
  );
  const elected = elect({ leader: partition.leader, replicas: move.replicas }, wantedIsr, target);
  const change: Change = {};
  const wantedRecovery = target.leaderRecoveryState ?? partition.leaderRecoveryState;
  let isr = wantedIsr.length === 0 ? partition.isr : wantedIsr;
  let recovery = wantedRecovery;
  if (elected.leader !== partition.leader) {
    change.leader = elected.leader;
    if (!elected.isClean) {
      // What the others hold may differ from the new leader's log, so it starts alone.
      isr = [elected.leader];
      recovery = LeaderRecoveryState.RECOVERING;
    }
  }
  if (!areEqual(isr, partition.isr)) change.isr = [...isr];
  moveReplicas(partition, move, change);
  if (recovery !== partition.leaderRecoveryState) change.leaderRecoveryState = recovery;
  return Object.keys(change).length === 0 ? undefined : changeRecord(partition, change);
}

/** Once all that come are in sync and one stays, those that go are gone: the move is complete. */
function settledMove(
  move: ReplicaMove,
  isr: readonly number[],
): { move: ReplicaMove; isr: readonly number[] } {
  const { replicas, addingReplicas, removingReplicas } = move;
  const isMoving = addingReplicas.length + removingReplicas.length > 0;
  const stays = (id: number): boolean => !removingReplicas.includes(id);
  const rest = isr.filter(stays);
  const isComplete = rest.length > 0 && addingReplicas.every((id) => rest.includes(id));
  if (!isMoving || !isComplete) return { move, isr };
  const settled = { replicas: replicas.filter(stays), addingReplicas: [], removingReplicas: [] };
  return { move: settled, isr: rest };
}

function moveReplicas(partition: PartitionImage, move: ReplicaMove, change: Change): void {
  const { replicas, addingReplicas, removingReplicas } = move;
  if (!areEqual(replicas, partition.replicas)) change.replicas = [...replicas];
  if (!areEqual(addingReplicas, partition.addingReplicas)) {
    change.addingReplicas = [...addingReplicas];
  }
  if (!areEqual(removingReplicas, partition.removingReplicas)) {
    change.removingReplicas = [...removingReplicas];
  }
  // A replica that is gone must not be counted as a follower any more, so the epoch rises even if the leader stays.
  const hasGone = partition.replicas.some((id) => !replicas.includes(id));
  if (hasGone && change.leader === undefined) change.leader = partition.leader;
}

function changeRecord(partition: PartitionImage, change: Change): MetadataRecord {
  return metadataRecord('PartitionChangeRecord', {
    partitionId: partition.index,
    topicId: partition.topicId,
    isr: null,
    leader: NO_LEADER_CHANGE,
    replicas: null,
    removingReplicas: null,
    addingReplicas: null,
    leaderRecoveryState: NO_RECOVERY_CHANGE,
    directories: null,
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
    ...change,
  });
}

function elect(
  { replicas, leader }: Pick<PartitionImage, 'replicas' | 'leader'>,
  isr: readonly number[],
  { election, canLead }: PartitionTarget,
): Elected {
  const isFit = (id: number): boolean => isr.includes(id) && canLead(id);
  const preferred = replicas[0];
  if (election === 'preferred' && preferred !== undefined && isFit(preferred)) {
    return { leader: preferred, isClean: true };
  }
  if (isFit(leader)) return { leader, isClean: true };
  const fit = replicas.find(isFit);
  if (fit !== undefined) return { leader: fit, isClean: true };
  const alive = election === 'unclean' ? replicas.find(canLead) : undefined;
  if (alive !== undefined) return { leader: alive, isClean: false };
  return { leader: NO_LEADER, isClean: true };
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
