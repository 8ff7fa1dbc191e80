/** Admin calls on kafkajs. */

import type { Admin as LibraryAdmin } from 'kafkajs';
import type {
  Admin,
  ClusterDescription,
  GroupDescription,
  NewTopic,
  OffsetRange,
  TopicDescription,
} from '../admin.ts';
import type { PartitionOffset } from '../cluster-client.ts';
import { readAssignment } from '../wire/group/consumer-protocol.ts';
import { groupByTopic } from '../wire/offsets.ts';

const TOPIC_RESOURCE = 2;
/** The config source of what was set for the topic itself. */
const SET_FOR_TOPIC = 1;

/** Runs a call on the connected library, its errors translated. */
export type Ask = <T>(call: (admin: LibraryAdmin) => Promise<T>) => Promise<T>;

export class KafkajsAdmin implements Admin {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  describeCluster(): Promise<ClusterDescription> {
    return this.#ask(async (admin) => {
      const { clusterId, controller, brokers } = await admin.describeCluster();
      return {
        clusterId,
        controllerId: controller ?? -1,
        brokers: brokers.map(({ nodeId, host, port }) => ({ id: nodeId, host, port, rack: null })),
      };
    });
  }

  describeTopics(names?: readonly string[]): Promise<TopicDescription[]> {
    return this.#ask(async (admin) => {
      // Asking for a topic that is not there would create it.
      const existing = await admin.listTopics();
      const topics = existing.filter((name) => names === undefined || names.includes(name));
      if (topics.length === 0) return [];
      const metadata = await admin.fetchTopicMetadata({ topics });
      return metadata.topics.map(({ name, partitions }) => ({
        name,
        isInternal: name.startsWith('__'),
        partitions: partitions
          .map(({ partitionId, leader, replicas, isr }) => ({
            partition: partitionId,
            leader,
            replicas,
            isr,
          }))
          .sort((one, other) => one.partition - other.partition),
      }));
    });
  }

  createTopics(topics: readonly NewTopic[]): Promise<string[]> {
    return this.#ask(async (admin) => {
      const existing = await admin.listTopics();
      const missing = topics.filter(({ name }) => !existing.includes(name));
      if (missing.length === 0) return [];
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map(({ name, partitions, replicationFactor, configs }) => ({
          topic: name,
          numPartitions: partitions ?? -1,
          replicationFactor: replicationFactor ?? -1,
          configEntries: Object.entries(configs ?? {}).map(([key, value]) => ({
            name: key,
            value,
          })),
        })),
      });
      return missing.map(({ name }) => name);
    });
  }

  deleteTopics(names: readonly string[]): Promise<string[]> {
    return this.#ask(async (admin) => {
      const existing = await admin.listTopics();
      const topics = names.filter((name) => existing.includes(name));
      if (topics.length > 0) await admin.deleteTopics({ topics });
      return topics;
    });
  }

  addPartitions(topic: string, total: number): Promise<void> {
    return this.#ask(async (admin) => {
      await admin.createPartitions({ topicPartitions: [{ topic, count: total }] });
    });
  }

  topicConfigs(topic: string): Promise<Record<string, string>> {
    return this.#ask(async (admin) => {
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: TOPIC_RESOURCE, name: topic }],
      });
      return Object.fromEntries(
        resources[0]!.configEntries
          .filter(({ configSource }) => Number(configSource) === SET_FOR_TOPIC)
          .map(({ configName, configValue }) => [configName, configValue]),
      );
    });
  }

  async alterTopicConfigs(
    topic: string,
    changes: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    // The library can only replace all of them.
    const before = await this.topicConfigs(topic);
    const configEntries = Object.entries({ ...before, ...changes }).flatMap(([name, value]) =>
      value === null ? [] : [{ name, value }],
    );
    await this.#ask((admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: TOPIC_RESOURCE, name: topic, configEntries }],
      }),
    );
  }

  topicOffsets(topic: string): Promise<OffsetRange[]> {
    return this.#ask(async (admin) => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets
        .map(({ partition, low, high }) => ({
          partition,
          earliest: Number(low),
          latest: Number(high),
        }))
        .sort((one, other) => one.partition - other.partition);
    });
  }

  topicOffsetsAt(topic: string, timestamp: number): Promise<PartitionOffset[]> {
    return this.#ask(async (admin) => {
      const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, timestamp);
      return offsets
        .map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }))
        .sort((one, other) => one.partition - other.partition);
    });
  }

  listGroups(): Promise<string[]> {
    return this.#ask(async (admin) => {
      const { groups } = await admin.listGroups();
      return groups.map(({ groupId }) => groupId).sort();
    });
  }

  describeGroup(groupId: string): Promise<GroupDescription> {
    return this.#ask(async (admin) => {
      const { groups } = await admin.describeGroups([groupId]);
      const { state, protocol, members } = groups[0]!;
      return {
        groupId,
        state,
        protocol,
        members: members.map(({ memberId, clientId, clientHost, memberAssignment }) => ({
          memberId,
          clientId,
          clientHost,
          assignment: readAssignment(memberAssignment),
        })),
      };
    });
  }

  groupOffsets(groupId: string, topics?: readonly string[]): Promise<PartitionOffset[]> {
    return this.#ask(async (admin) => {
      // Naming a topic that is not there would be an error.
      const all = await admin.fetchOffsets({ groupId });
      const offsets = all.filter(({ topic }) => topics === undefined || topics.includes(topic));
      return offsets.flatMap(({ topic, partitions }) =>
        partitions
          .map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }))
          .filter(({ offset }) => offset >= 0),
      );
    });
  }

  setGroupOffsets(groupId: string, offsets: readonly PartitionOffset[]): Promise<void> {
    return this.#ask(async (admin) => {
      for (const [topic, group] of groupByTopic(offsets)) {
        const partitions = group.map(({ partition, offset }) => ({
          partition,
          offset: String(offset),
        }));
        await admin.setOffsets({ groupId, topic, partitions });
      }
    });
  }

  async resetGroupOffsets(
    groupId: string,
    topic: string,
    to: 'earliest' | 'latest',
  ): Promise<void> {
    const ends = await this.topicOffsets(topic);
    const offsets = ends.map((end) => ({ topic, partition: end.partition, offset: end[to] }));
    await this.setGroupOffsets(groupId, offsets);
  }

  deleteGroups(groupIds: readonly string[]): Promise<void> {
    return this.#ask(async (admin) => {
      const { groups } = await admin.listGroups();
      const existing = groups.map(({ groupId }) => groupId);
      const doomed = groupIds.filter((groupId) => existing.includes(groupId));
      if (doomed.length > 0) await admin.deleteGroups(doomed);
    });
  }
}
