/** Admin calls on our own codec. */

import { ZERO_UUID } from '../../base/bytes-reader.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  createPartitions,
  createTopics,
  deleteGroups,
  deleteTopics,
  describeConfigs,
  describeGroups,
  incrementalAlterConfigs,
  listGroups,
} from '../../protocol/messages/index.ts';
import type {
  Admin,
  ClusterDescription,
  GroupDescription,
  NewTopic,
  OffsetRange,
  TopicDescription,
} from '../admin.ts';
import type { PartitionOffset, TopicPartition } from '../cluster-client.ts';
import { throwIfError } from '../errors.ts';
import type { Cluster, MetadataTopic } from './cluster.ts';
import { readAssignment } from './group/consumer-protocol.ts';
import { commitOffsets, fetchCommitted } from './group/group-offsets.ts';
import { EARLIEST, LATEST, lookUpOffsets } from './offsets.ts';

const CHANGE_TIMEOUT_MS = 30_000;
const TOPIC_RESOURCE = 2;
/** The config source of what was set for the topic itself. */
const SET_FOR_TOPIC = 1;
const SET_CONFIG = 0;
const DELETE_CONFIG = 1;
const NOT_A_MEMBER = { generationId: -1, memberId: '', groupInstanceId: null };

export class WireAdmin implements Admin {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  describeCluster(): Promise<ClusterDescription> {
    return this.#cluster.retry(async () => {
      const { clusterId, controllerId, brokers } = await this.#cluster.refresh([]);
      return {
        clusterId: clusterId ?? '',
        controllerId,
        brokers: brokers.map(({ nodeId, host, port, rack }) => ({ id: nodeId, host, port, rack })),
      };
    });
  }

  describeTopics(names?: readonly string[]): Promise<TopicDescription[]> {
    return this.#cluster.retry(async () => {
      const { topics } = await this.#cluster.refresh(names ?? null);
      return topics
        .filter((topic) => exists(topic))
        .map((topic) => ({
          name: topic.name ?? '',
          isInternal: topic.isInternal,
          partitions: topic.partitions
            .map(({ partitionIndex, leaderId, replicaNodes, isrNodes }) => ({
              partition: partitionIndex,
              leader: leaderId,
              replicas: replicaNodes,
              isr: isrNodes,
            }))
            .sort((one, other) => one.partition - other.partition),
        }));
    });
  }

  async createTopics(topics: readonly NewTopic[]): Promise<string[]> {
    const created = new Set<string>();
    await this.#cluster.retry(async () => {
      const connection = await this.#cluster.controller();
      const answer = await connection.request(createTopics, {
        topics: topics.filter(({ name }) => !created.has(name)).map(creationOf),
        timeoutMs: CHANGE_TIMEOUT_MS,
      });
      const outcomes = answer.topics.filter(
        ({ errorCode }) => errorCode !== ErrorCode.TOPIC_ALREADY_EXISTS,
      );
      for (const { name, errorCode } of outcomes) if (errorCode === 0) created.add(name);
      for (const { name, errorCode, errorMessage } of outcomes) {
        throwIfError(errorCode, `Topic ${name}`, errorMessage);
      }
    });
    return [...created];
  }

  async deleteTopics(names: readonly string[]): Promise<string[]> {
    const deleted = new Set<string>();
    await this.#cluster.retry(async () => {
      const connection = await this.#cluster.controller();
      const left = names.filter((name) => !deleted.has(name));
      const answer = await connection.request(deleteTopics, {
        topics: left.map((name) => ({ name, topicId: ZERO_UUID })),
        topicNames: left,
        timeoutMs: CHANGE_TIMEOUT_MS,
      });
      for (const { name, errorCode } of answer.responses) {
        if (errorCode === 0 && name !== null) deleted.add(name);
      }
      for (const { name, errorCode, errorMessage } of answer.responses) {
        if (errorCode !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
          throwIfError(errorCode, `Topic ${name}`, errorMessage);
        }
      }
    });
    for (const name of names) this.#cluster.forgetTopic(name);
    return [...deleted];
  }

  async addPartitions(topic: string, total: number): Promise<void> {
    await this.#cluster.retry(async () => {
      const connection = await this.#cluster.controller();
      const { results } = await connection.request(createPartitions, {
        topics: [{ name: topic, count: total, assignments: null }],
        timeoutMs: CHANGE_TIMEOUT_MS,
        validateOnly: false,
      });
      const { errorCode, errorMessage } = results[0]!;
      throwIfError(errorCode, `Topic ${topic}`, errorMessage);
    });
    this.#cluster.forgetTopic(topic);
  }

  topicConfigs(topic: string): Promise<Record<string, string>> {
    return this.#cluster.retry(async () => {
      const connection = await this.#cluster.any();
      const { results } = await connection.request(describeConfigs, {
        resources: [{ resourceType: TOPIC_RESOURCE, resourceName: topic, configurationKeys: null }],
      });
      const { errorCode, errorMessage, configs } = results[0]!;
      throwIfError(errorCode, `Topic ${topic}`, errorMessage);
      return Object.fromEntries(
        configs
          .filter(({ configSource }) => configSource === SET_FOR_TOPIC)
          .map(({ name, value }) => [name, value ?? '']),
      );
    });
  }

  async alterTopicConfigs(
    topic: string,
    changes: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    await this.#cluster.retry(async () => {
      const connection = await this.#cluster.controller();
      const configs = Object.entries(changes).map(([name, value]) => ({
        name,
        value,
        configOperation: value === null ? DELETE_CONFIG : SET_CONFIG,
      }));
      const { responses } = await connection.request(incrementalAlterConfigs, {
        resources: [{ resourceType: TOPIC_RESOURCE, resourceName: topic, configs }],
        validateOnly: false,
      });
      const { errorCode, errorMessage } = responses[0]!;
      throwIfError(errorCode, `Topic ${topic}`, errorMessage);
    });
  }

  async topicOffsets(topic: string): Promise<OffsetRange[]> {
    const partitions = await this.#partitionsOf(topic);
    const earliest = await lookUpOffsets(this.#cluster, partitions, EARLIEST);
    const latest = await lookUpOffsets(this.#cluster, partitions, LATEST);
    return partitions.map(({ partition }) => ({
      partition,
      earliest: offsetIn(earliest, partition),
      latest: offsetIn(latest, partition),
    }));
  }

  async topicOffsetsAt(topic: string, timestamp: number): Promise<PartitionOffset[]> {
    const partitions = await this.#partitionsOf(topic);
    const found = await lookUpOffsets(this.#cluster, partitions, timestamp);
    const latest = await lookUpOffsets(this.#cluster, partitions, LATEST);
    return partitions.map(({ partition }) => {
      const offset = offsetIn(found, partition);
      return { topic, partition, offset: offset < 0 ? offsetIn(latest, partition) : offset };
    });
  }

  /** Each broker lists the groups that it coordinates. */
  listGroups(): Promise<string[]> {
    return this.#cluster.retry(async () => {
      const { brokers } = await this.#cluster.refresh([]);
      const lists = await Promise.all(
        brokers.map(async ({ nodeId }) => {
          const connection = await this.#cluster.node(nodeId);
          const answer = await connection.request(listGroups, {});
          throwIfError(answer.errorCode, 'The list of groups');
          return answer.groups.map(({ groupId }) => groupId);
        }),
      );
      return [...new Set(lists.flat())].sort();
    });
  }

  async describeGroup(groupId: string): Promise<GroupDescription> {
    const answer = await this.#cluster.askCoordinator({
      groupId,
      api: describeGroups,
      body: { groups: [groupId] },
      check: ({ groups }) => {
        const { errorCode, errorMessage } = groups[0]!;
        throwIfError(errorCode, `Group ${groupId}`, errorMessage);
      },
    });
    const { groupState, protocolData, members } = answer.groups[0]!;
    return {
      groupId,
      state: groupState,
      protocol: protocolData,
      members: members.map(({ memberId, clientId, clientHost, memberAssignment }) => ({
        memberId,
        clientId,
        clientHost,
        assignment: readAssignment(memberAssignment),
      })),
    };
  }

  async groupOffsets(groupId: string, topics?: readonly string[]): Promise<PartitionOffset[]> {
    const all = await fetchCommitted(this.#cluster, groupId);
    return all.filter(({ topic }) => topics === undefined || topics.includes(topic));
  }

  setGroupOffsets(groupId: string, offsets: readonly PartitionOffset[]): Promise<void> {
    return commitOffsets(this.#cluster, { groupId, ...NOT_A_MEMBER }, offsets);
  }

  async resetGroupOffsets(
    groupId: string,
    topic: string,
    to: 'earliest' | 'latest',
  ): Promise<void> {
    const partitions = await this.#partitionsOf(topic);
    const timestamp = to === 'earliest' ? EARLIEST : LATEST;
    const offsets = await lookUpOffsets(this.#cluster, partitions, timestamp);
    await this.setGroupOffsets(groupId, offsets);
  }

  async deleteGroups(groupIds: readonly string[]): Promise<void> {
    for (const groupId of groupIds) {
      await this.#cluster.askCoordinator({
        groupId,
        api: deleteGroups,
        body: { groupsNames: [groupId] },
        check: ({ results }) => {
          const { errorCode } = results[0]!;
          if (errorCode !== ErrorCode.GROUP_ID_NOT_FOUND) {
            throwIfError(errorCode, `Group ${groupId}`);
          }
        },
      });
    }
  }

  async #partitionsOf(topic: string): Promise<TopicPartition[]> {
    const topics = await this.#cluster.topics([topic]);
    return topics
      .get(topic)!
      .partitions.map(({ partitionIndex }) => ({ topic, partition: partitionIndex }))
      .sort((one, other) => one.partition - other.partition);
  }
}

function exists({ errorCode }: MetadataTopic): boolean {
  // A topic whose leaders are being elected exists.
  if (errorCode === ErrorCode.LEADER_NOT_AVAILABLE) return true;
  if (errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) return false;
  throwIfError(errorCode, 'Metadata');
  return true;
}

function creationOf({ name, partitions, replicationFactor, configs }: NewTopic) {
  return {
    name,
    numPartitions: partitions ?? -1,
    replicationFactor: replicationFactor ?? -1,
    assignments: [],
    configs: Object.entries(configs ?? {}).map(([key, value]) => ({ name: key, value })),
  };
}

function offsetIn(offsets: readonly PartitionOffset[], partition: number): number {
  return offsets.find((each) => each.partition === partition)?.offset ?? -1;
}
