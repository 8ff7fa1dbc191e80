/** What configurations belong to: a topic, one broker, or all brokers. */

import { brokerConfigs } from './broker-configs.ts';
import type { ConfigDefinition } from './config-definition.ts';
import { topicConfigs } from './topic-configs.ts';

/** The resource codes of the protocol, by Kafka's names. */
export const ConfigResourceType = {
  TOPIC: 2,
  BROKER: 4,
  BROKER_LOGGER: 8,
  CLIENT_METRICS: 16,
  GROUP: 32,
} as const;

export interface ConfigResource {
  readonly resourceType: number;
  /** The topic's name or the broker's id; empty for what all brokers share. */
  readonly resourceName: string;
}

/** The key under which a resource is kept in maps. */
export function configResourceKey(resource: ConfigResource): string {
  return `${resource.resourceType}:${resource.resourceName}`;
}

export function configDefinitionOf(
  resourceType: number,
  name: string,
): ConfigDefinition | undefined {
  const table = resourceType === ConfigResourceType.TOPIC ? topicConfigs : brokerConfigs;
  return table.get(name);
}
