/** The configurations of topics and brokers as the image and the node's own properties give them. */

import type { ConfigSources } from './configs/effective-config.ts';
import { effectiveTopicConfig } from './configs/effective-config.ts';
import { ConfigResourceType } from './configs/config-resource.ts';
import { topicConfigs } from './configs/topic-configs.ts';
import { configsOf } from './image.ts';
import type { MetadataImage } from './image.ts';

/** Whose view it is: a broker's dynamic settings and the properties that it was started with. */
export interface ConfigView {
  /** Left out where no broker's own settings count, as in the controller. */
  readonly brokerId?: number;
  readonly staticBroker: ReadonlyMap<string, string>;
}

export function topicConfigSources(
  image: MetadataImage,
  topic: string,
  view: ConfigView,
): ConfigSources {
  const resource = { resourceType: ConfigResourceType.TOPIC, resourceName: topic };
  return { ...brokerConfigSources(image, view), topic: configsOf(image, resource) };
}

export function brokerConfigSources(image: MetadataImage, view: ConfigView): ConfigSources {
  const resourceType = ConfigResourceType.BROKER;
  const dynamicDefaultBroker = configsOf(image, { resourceType, resourceName: '' });
  const sources = { dynamicDefaultBroker, staticBroker: view.staticBroker };
  if (view.brokerId === undefined) return sources;
  const resourceName = String(view.brokerId);
  return { ...sources, dynamicBroker: configsOf(image, { resourceType, resourceName }) };
}

/** Whether a replica that is behind may lead the topic's partitions. */
export function isUncleanElectionEnabled(
  image: MetadataImage,
  topic: string,
  view: ConfigView,
): boolean {
  const definition = topicConfigs.get('unclean.leader.election.enable')!;
  const { value } = effectiveTopicConfig(definition, topicConfigSources(image, topic, view));
  return value?.trim().toLowerCase() === 'true';
}
