/** Versions 1-4. Every config of topics and of this broker, with where its value comes from. */

import {
  type ConfigSources,
  type EffectiveConfig,
  effectiveBrokerConfigs,
  effectiveTopicConfigs,
} from '../../metadata/configs/effective-config.ts';
import { configTypeCode } from '../../metadata/configs/config-definition.ts';
import { ConfigResourceType } from '../../metadata/configs/config-resource.ts';
import { brokerConfigSources, topicConfigSources } from '../../metadata/image-configs.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  describeConfigs as api,
  type DescribeConfigsRequest,
} from '../../protocol/messages/32-describe-configs.ts';
import type { Broker } from '../broker.ts';
import { handler } from '../define-handler.ts';

type Resource = DescribeConfigsRequest['resources'][number];

export const describeConfigs = handler(api, (broker, request) => ({
  results: request.resources.map((resource) => ({
    resourceType: resource.resourceType,
    resourceName: resource.resourceName,
    ...describe(broker, resource, request),
  })),
}));

function describe(broker: Broker, resource: Resource, request: DescribeConfigsRequest) {
  const found = effective(broker, resource);
  if (!Array.isArray(found)) return { ...found, configs: [] };
  const wanted = resource.configurationKeys;
  const configs = found
    .filter(
      ({ definition }) =>
        wanted === null || wanted.length === 0 || wanted.includes(definition.name),
    )
    .map((config) => entry(config, request));
  return { errorCode: ErrorCode.NONE, errorMessage: null, configs };
}

function effective(broker: Broker, { resourceType, resourceName }: Resource) {
  const { image, configView } = broker;
  switch (resourceType) {
    case ConfigResourceType.TOPIC: {
      const isKnown = image.topicsByName.has(resourceName);
      if (!isKnown)
        return refused(
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
          `There is no topic "${resourceName}".`,
        );
      return effectiveTopicConfigs(topicConfigSources(image, resourceName, configView));
    }
    case ConfigResourceType.BROKER: {
      if (resourceName !== '' && resourceName !== String(broker.config.nodeId)) {
        return refused(
          ErrorCode.INVALID_REQUEST,
          `Unexpected broker id, expected ${broker.config.nodeId} or empty string, but received ${resourceName}`,
        );
      }
      const sources: ConfigSources = brokerConfigSources(image, configView);
      return effectiveBrokerConfigs(
        resourceName === ''
          ? { dynamicDefaultBroker: sources.dynamicDefaultBroker ?? new Map() }
          : sources,
      );
    }
    default:
      return refused(
        ErrorCode.INVALID_REQUEST,
        `Configs of resource type ${resourceType} are not served.`,
      );
  }
}

function refused(errorCode: ErrorCode, errorMessage: string) {
  return { errorCode, errorMessage };
}

function entry(
  config: EffectiveConfig,
  { includeSynonyms, includeDocumentation }: DescribeConfigsRequest,
) {
  const { definition, isSensitive } = config;
  return {
    name: definition.name,
    value: isSensitive ? null : config.value,
    readOnly: config.isReadOnly,
    configSource: config.source,
    isSensitive,
    synonyms: includeSynonyms
      ? config.synonyms.map((synonym) => ({
          ...synonym,
          value: isSensitive ? null : synonym.value,
        }))
      : [],
    configType: configTypeCode[definition.type],
    documentation: includeDocumentation ? definition.doc : null,
  };
}
