/** What the records of a partition make of it. */

import type { PartitionChangeRecord } from '../protocol/internal/metadata/05-partition-change-record.ts';
import type { PartitionRecord } from '../protocol/internal/metadata/03-partition-record.ts';
import { UNASSIGNED_DIRECTORY } from './image.ts';
import type { PartitionImage } from './image.ts';

/** In a change record, a leader that stays and keeps its epoch. */
export const NO_LEADER_CHANGE = -2;
/** In a change record, a recovery state that stays. */
export const NO_RECOVERY_CHANGE = -1;

export function newPartition(body: PartitionRecord): PartitionImage {
  const { replicas, directories } = body;
  return {
    topicId: body.topicId,
    index: body.partitionId,
    replicas,
    isr: inSync(body.isr, body.eligibleLeaderReplicas),
    leader: body.leader,
    leaderRecoveryState: body.leaderRecoveryState,
    leaderEpoch: body.leaderEpoch,
    partitionEpoch: body.partitionEpoch,
    removingReplicas: body.removingReplicas,
    addingReplicas: body.addingReplicas,
    directories: directories.length === replicas.length ? directories : unassigned(replicas),
  };
}

export function changedPartition(
  before: PartitionImage,
  body: PartitionChangeRecord,
): PartitionImage {
  const isElected = body.leader !== NO_LEADER_CHANGE;
  const recovery = body.leaderRecoveryState;
  const replicas = body.replicas ?? before.replicas;
  return {
    topicId: before.topicId,
    index: before.index,
    replicas,
    isr: inSync(body.isr ?? before.isr, body.eligibleLeaderReplicas),
    leader: isElected ? body.leader : before.leader,
    leaderRecoveryState: recovery === NO_RECOVERY_CHANGE ? before.leaderRecoveryState : recovery,
    // Naming the same leader again raises the epoch too: that is how a change of replicas fences the old ones.
    leaderEpoch: isElected ? before.leaderEpoch + 1 : before.leaderEpoch,
    partitionEpoch: before.partitionEpoch + 1,
    removingReplicas: body.removingReplicas ?? before.removingReplicas,
    addingReplicas: body.addingReplicas ?? before.addingReplicas,
    directories: changedDirectories(before, replicas, body.directories),
  };
}

/** A cluster of Apache Kafka may let an in-sync set run empty (KIP-966); who may lead then has all that was committed. */
function inSync(
  isr: readonly number[],
  eligibleLeaderReplicas: readonly number[] | null,
): readonly number[] {
  return isr.length > 0 ? isr : (eligibleLeaderReplicas ?? isr);
}

function changedDirectories(
  before: PartitionImage,
  replicas: readonly number[],
  directories: readonly string[] | null,
): readonly string[] {
  if (directories !== null) return directories;
  if (replicas === before.replicas) return before.directories;
  const byReplica = new Map(before.replicas.map((id, at) => [id, before.directories[at]!]));
  return replicas.map((id) => byReplica.get(id) ?? UNASSIGNED_DIRECTORY);
}

function unassigned(replicas: readonly number[]): readonly string[] {
  return replicas.map(() => UNASSIGNED_DIRECTORY);
}
