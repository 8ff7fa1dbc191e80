/** Gives new partitions their replicas: where the request says, or where the placer puts them. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { isActive, UNASSIGNED_DIRECTORY } from '../image.ts';
import type { MetadataImage, PartitionImage } from '../image.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Refusal } from './decision.ts';
import { ReplicaPlacer } from './replica-placer.ts';

/** The replicas of each new partition, by position. */
export type Assignment = readonly (readonly number[])[];

/** Checks what an operator wrote. All partitions must have as many replicas as the first, or as `replicationFactor`. */
export function manualAssignment(
  image: MetadataImage,
  wanted: Assignment,
  replicationFactor = wanted[0]?.length ?? 0,
): Assignment | Refusal {
  for (const replicas of wanted) {
    const problem = manualProblem(image, replicas, replicationFactor);
    if (problem !== undefined) return refusal(ErrorCode.INVALID_REPLICA_ASSIGNMENT, problem);
  }
  const deadAt = wanted.findIndex((replicas) => !replicas.some((id) => isActive(image, id)));
  if (deadAt === -1) return wanted;
  return refusal(
    ErrorCode.INVALID_REPLICA_ASSIGNMENT,
    `All brokers specified in the manual partition assignment for partition ${deadAt} are fenced or in controlled shutdown.`,
  );
}

/** Lets the placer choose. */
export function placedAssignment(
  { image, random }: Pick<ControllerState, 'image' | 'random'>,
  wanted: { partitionCount: number; replicationFactor: number },
): Assignment | Refusal {
  const { partitionCount, replicationFactor } = wanted;
  const placer = new ReplicaPlacer(image.brokers.values(), random);
  const cannot = (why: string): Refusal =>
    refusal(
      ErrorCode.INVALID_REPLICATION_FACTOR,
      `Unable to replicate the partition ${replicationFactor} time(s): ${why}`,
    );
  const problem = placer.problem(replicationFactor);
  if (problem !== undefined) return cannot(problem);
  const assignment = Array.from({ length: partitionCount }, () => placer.place(replicationFactor));
  if (assignment.every((replicas) => replicas.some((id) => isActive(image, id)))) return assignment;
  return cannot('All brokers are currently fenced or in controlled shutdown.');
}

/** A new partition, led by the first of its replicas that is alive. */
export function initialPartition(
  image: MetadataImage,
  at: { topicId: string; index: number },
  replicas: readonly number[],
): PartitionImage {
  const isr = replicas.filter((id) => isActive(image, id));
  return {
    ...at,
    replicas,
    isr,
    leader: isr[0]!,
    leaderRecoveryState: 0,
    leaderEpoch: 0,
    partitionEpoch: 0,
    removingReplicas: [],
    addingReplicas: [],
    directories: replicas.map((id) => onlyDirectory(image, id)),
  };
}

/** Why partitions may not be put there; undefined when they may. */
export function manualProblem(
  image: MetadataImage,
  replicas: readonly number[],
  replicationFactor: number,
): string | undefined {
  if (replicas.length === 0)
    return 'The manual partition assignment includes an empty replica list.';
  const unknown = replicas.find((id) => !image.brokers.has(id));
  if (unknown !== undefined) {
    return `The manual partition assignment includes broker ${unknown}, but no such broker is registered.`;
  }
  const twice = replicas.find((id, at) => replicas.indexOf(id) !== at);
  if (twice !== undefined) {
    return `The manual partition assignment includes the broker ${twice} more than once.`;
  }
  if (replicas.length === replicationFactor) return undefined;
  return `The manual partition assignment includes a partition with ${replicas.length} replica(s), but this is not consistent with previous partitions, which have ${replicationFactor} replica(s).`;
}

/** A broker with one directory has no choice; with several it decides itself. */
function onlyDirectory(image: MetadataImage, brokerId: number): string {
  const [directory, ...others] = image.brokers.get(brokerId)?.logDirs ?? [];
  return directory !== undefined && others.length === 0 ? directory : UNASSIGNED_DIRECTORY;
}
