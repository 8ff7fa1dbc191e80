/** What a run of records has changed, for those who act on it. */

import type { ConfigResource } from './configs/config-resource.ts';
import { configResourceKey } from './configs/config-resource.ts';
import type { BrokerImage, MetadataImage, PartitionImage, TopicImage } from './image.ts';

export interface PartitionDelta {
  topic: TopicImage;
  /** Undefined when the partition is new. */
  before: PartitionImage | undefined;
  /** Undefined when the partition is gone. */
  after: PartitionImage | undefined;
}

export interface BrokerDelta {
  before: BrokerImage | undefined;
  after: BrokerImage | undefined;
}

/** Filled by `replay`. Several changes of one thing are one entry: the state before the first, after the last. */
export class MetadataDelta {
  readonly topicsCreated = new Map<string, TopicImage>();
  readonly topicsDeleted = new Map<string, TopicImage>();
  /** Keyed by topic id and index; includes the partitions of created and deleted topics. */
  readonly partitions = new Map<string, PartitionDelta>();
  readonly brokers = new Map<number, BrokerDelta>();
  readonly configs = new Map<string, ConfigResource>();
  featuresChanged = false;
  quotasChanged = false;

  get isEmpty(): boolean {
    const { topicsCreated, topicsDeleted, partitions, brokers, configs } = this;
    const sizes = [topicsCreated, topicsDeleted, partitions, brokers, configs].map((of) => of.size);
    const hasFlag = this.featuresChanged || this.quotasChanged;
    return !hasFlag && sizes.every((size) => size === 0);
  }

  partitionChanged({ topic, before, after }: PartitionDelta): void {
    const { topicId, index } = (after ?? before)!;
    const key = `${topicId}:${index}`;
    const first = this.partitions.get(key);
    this.partitions.set(key, { topic, before: first === undefined ? before : first.before, after });
  }

  brokerChanged(id: number, { before, after }: BrokerDelta): void {
    const first = this.brokers.get(id);
    this.brokers.set(id, { before: first === undefined ? before : first.before, after });
  }

  configChanged(resource: ConfigResource): void {
    const { resourceType, resourceName } = resource;
    this.configs.set(configResourceKey(resource), { resourceType, resourceName });
  }
}

/** What leads from one image to another, found by comparing them whole. */
export function deltaBetween(before: MetadataImage, after: MetadataImage): MetadataDelta {
  const delta = new MetadataDelta();
  compareBrokers(delta, before, after);
  compareTopics(delta, before, after);
  compareConfigs(delta, before, after);
  delta.featuresChanged = !areEqual(before.features, after.features);
  delta.quotasChanged = !isSame(quotaValues(before), quotaValues(after));
  return delta;
}

function compareBrokers(delta: MetadataDelta, before: MetadataImage, after: MetadataImage): void {
  for (const id of new Set([...before.brokers.keys(), ...after.brokers.keys()])) {
    const change = { before: before.brokers.get(id), after: after.brokers.get(id) };
    if (!isSame(change.before, change.after)) delta.brokerChanged(id, change);
  }
}

function compareTopics(delta: MetadataDelta, before: MetadataImage, after: MetadataImage): void {
  for (const [id, topic] of before.topicsById) {
    if (!after.topicsById.has(id)) {
      delta.topicsDeleted.set(id, topic);
      for (const partition of topic.partitions) {
        delta.partitionChanged({ topic, before: partition, after: undefined });
      }
    }
  }
  for (const [id, topic] of after.topicsById) {
    const earlier = before.topicsById.get(id);
    if (earlier === undefined) delta.topicsCreated.set(id, topic);
    for (const partition of topic.partitions) {
      const earlierPartition = earlier?.partitions[partition.index];
      if (!isSame(earlierPartition, partition)) {
        delta.partitionChanged({ topic, before: earlierPartition, after: partition });
      }
    }
  }
}

function compareConfigs(delta: MetadataDelta, before: MetadataImage, after: MetadataImage): void {
  for (const key of new Set([...before.configs.keys(), ...after.configs.keys()])) {
    const none: ReadonlyMap<string, string> = new Map();
    if (areEqual(before.configs.get(key) ?? none, after.configs.get(key) ?? none)) continue;
    const colon = key.indexOf(':');
    const resourceType = Number(key.slice(0, colon));
    delta.configChanged({ resourceType, resourceName: key.slice(colon + 1) });
  }
}

function quotaValues({ clientQuotas }: MetadataImage): unknown {
  const byName = (a: string, b: string): number => (a < b ? -1 : 1);
  return [...clientQuotas.keys()].toSorted(byName).map((entity) => {
    const { values } = clientQuotas.get(entity)!;
    return [entity, [...values].toSorted(([a], [b]) => byName(a, b))];
  });
}

function areEqual<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

/** Plain data of brokers and partitions, whose fields always stand in the same order. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
