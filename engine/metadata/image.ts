/** The cluster as its metadata records describe it. Only `replay` changes it; everybody else reads. */

import type { ConfigResource } from './configs/config-resource.ts';
import { configResourceKey } from './configs/config-resource.ts';
import type { ClientQuota } from './client-quotas.ts';
import type { ScramCredential } from './scram-credentials.ts';

export const NO_LEADER = -1;
/** The directory of a replica that no broker has placed yet, and the id that stands for none. */
export const UNASSIGNED_DIRECTORY = 'AAAAAAAAAAAAAAAAAAAAAA';

export const LeaderRecoveryState = { RECOVERED: 0, RECOVERING: 1 } as const;

export interface Endpoint {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly securityProtocol: number;
}

export interface FeatureRange {
  readonly name: string;
  readonly minSupportedVersion: number;
  readonly maxSupportedVersion: number;
}

export interface BrokerImage {
  readonly id: number;
  readonly incarnationId: string;
  /** The offset of the record that registered this incarnation. */
  readonly epoch: number;
  readonly endPoints: readonly Endpoint[];
  readonly features: readonly FeatureRange[];
  readonly rack: string | null;
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
  readonly logDirs: readonly string[];
  readonly cordonedLogDirs: readonly string[] | null;
}

export interface ControllerImage {
  readonly id: number;
  readonly incarnationId: string;
  readonly endPoints: readonly Endpoint[];
  readonly features: readonly FeatureRange[];
}

/** Never changed in place: a change puts a new object into the topic's array. */
export interface PartitionImage {
  readonly topicId: string;
  readonly index: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly leader: number;
  readonly leaderRecoveryState: number;
  /** Rises when the leader changes. */
  readonly leaderEpoch: number;
  /** Rises with every change. */
  readonly partitionEpoch: number;
  readonly removingReplicas: readonly number[];
  readonly addingReplicas: readonly number[];
  /** One for each replica, in the same order. */
  readonly directories: readonly string[];
}

export interface TopicImage {
  readonly id: string;
  readonly name: string;
  /** By index. */
  readonly partitions: readonly PartitionImage[];
}

export interface MetadataImage {
  readonly clusterId: string;
  /** Of the last record that was replayed; -1 before the first. */
  readonly offset: number;
  /** The leader epoch of the last record that was replayed. */
  readonly epoch: number;
  readonly brokers: ReadonlyMap<number, BrokerImage>;
  readonly controllers: ReadonlyMap<number, ControllerImage>;
  readonly topicsById: ReadonlyMap<string, TopicImage>;
  readonly topicsByName: ReadonlyMap<string, TopicImage>;
  /** By `configResourceKey`. */
  readonly configs: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The finalised level of each feature; level 0 is left out. */
  readonly features: ReadonlyMap<string, number>;
  readonly nextProducerId: number;
  /** By `quotaEntityKey`. */
  readonly clientQuotas: ReadonlyMap<string, ClientQuota>;
  /** By `scramCredentialKey`. */
  readonly scramCredentials: ReadonlyMap<string, ScramCredential>;
}

export function emptyImage(clusterId: string): MetadataImage {
  return {
    clusterId,
    offset: -1,
    epoch: 0,
    brokers: new Map(),
    controllers: new Map(),
    topicsById: new Map(),
    topicsByName: new Map(),
    configs: new Map(),
    features: new Map(),
    nextProducerId: 0,
    clientQuotas: new Map(),
    scramCredentials: new Map(),
  };
}

export function partitionOf(
  image: MetadataImage,
  topicName: string,
  index: number,
): PartitionImage | undefined {
  return image.topicsByName.get(topicName)?.partitions[index];
}

/** What is set on the resource itself. */
export function configsOf(
  image: MetadataImage,
  resource: ConfigResource,
): ReadonlyMap<string, string> {
  return image.configs.get(configResourceKey(resource)) ?? new Map();
}

/** Whether the broker may lead partitions and join in-sync sets. */
export function isActive(image: MetadataImage, brokerId: number): boolean {
  const broker = image.brokers.get(brokerId);
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown;
}

export function* partitionsOf(image: MetadataImage): Generator<PartitionImage, void> {
  for (const topic of image.topicsById.values()) yield* topic.partitions;
}
