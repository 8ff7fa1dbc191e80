/** What can be asked about a cluster and changed in it: topics, configs, offsets, groups. */

import type { PartitionOffset } from './cluster-client.ts';

export interface BrokerInfo {
  id: number;
  host: string;
  port: number;
  rack: string | null;
}

export interface ClusterDescription {
  clusterId: string;
  /** -1 while there is none. */
  controllerId: number;
  brokers: BrokerInfo[];
}

export interface PartitionDescription {
  partition: number;
  /** -1 while there is none. */
  leader: number;
  replicas: number[];
  isr: number[];
}

export interface TopicDescription {
  name: string;
  isInternal: boolean;
  partitions: PartitionDescription[];
}

export interface NewTopic {
  name: string;
  /** -1 takes the cluster's default. */
  partitions?: number;
  /** -1 takes the cluster's default. */
  replicationFactor?: number;
  configs?: Readonly<Record<string, string>>;
}

export interface OffsetRange {
  partition: number;
  /** The first offset that can be read. */
  earliest: number;
  /** The offset after the last record that can be read. */
  latest: number;
}

export interface GroupMember {
  memberId: string;
  clientId: string;
  clientHost: string;
  assignment: { topic: string; partitions: number[] }[];
}

export interface GroupDescription {
  groupId: string;
  state: string;
  protocol: string;
  members: GroupMember[];
}

/** Every call retries what may pass (no leader yet, a moved coordinator), and rejects with an `EngineError` otherwise. */
export interface Admin {
  describeCluster(): Promise<ClusterDescription>;
  /** Without names, all topics. Names that do not exist are left out. */
  describeTopics(names?: readonly string[]): Promise<TopicDescription[]>;
  /** Creates what is missing; returns the names that it created. */
  createTopics(topics: readonly NewTopic[]): Promise<string[]>;
  /** Deletes what exists; returns the names that it deleted. */
  deleteTopics(names: readonly string[]): Promise<string[]>;
  /** Raises the number of partitions; a key may belong to another one afterwards. */
  addPartitions(topic: string, total: number): Promise<void>;
  /** What has been set for the topic itself; what the cluster gives it is left out. */
  topicConfigs(topic: string): Promise<Record<string, string>>;
  /** Sets some configs of a topic; null takes one back to the cluster's default. The others stay. */
  alterTopicConfigs(topic: string, changes: Readonly<Record<string, string | null>>): Promise<void>;
  topicOffsets(topic: string): Promise<OffsetRange[]>;
  /** The first offset at or after the time, or the end, for each partition. */
  topicOffsetsAt(topic: string, timestamp: number): Promise<PartitionOffset[]>;
  listGroups(): Promise<string[]>;
  describeGroup(groupId: string): Promise<GroupDescription>;
  /** Only what the group has committed. */
  groupOffsets(groupId: string, topics?: readonly string[]): Promise<PartitionOffset[]>;
  /** The group must have no members. */
  setGroupOffsets(groupId: string, offsets: readonly PartitionOffset[]): Promise<void>;
  /** Moves a group without members to one end of a topic. */
  resetGroupOffsets(groupId: string, topic: string, to: 'earliest' | 'latest'): Promise<void>;
  deleteGroups(groupIds: readonly string[]): Promise<void>;
}
