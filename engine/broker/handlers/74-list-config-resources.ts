/** Versions 0-1. What has configs or may have them. Version 0 asks for client metrics only. */

import { ConfigResourceType } from '../../metadata/configs/config-resource.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { listConfigResources as api } from '../../protocol/messages/74-list-config-resources.ts';
import { handler } from '../define-handler.ts';

const TYPES_FROM = 1;
const { TOPIC, BROKER, BROKER_LOGGER, CLIENT_METRICS, GROUP } = ConfigResourceType;

/** An empty list asks for resources of every type. */
export const listConfigResources = handler(api, ({ image }, request, { version }) => {
  const asked = version < TYPES_FROM ? [CLIENT_METRICS] : request.resourceTypes;
  const known: readonly number[] = Object.values(ConfigResourceType);
  if (asked.some((type) => !known.includes(type))) {
    return { errorCode: ErrorCode.UNSUPPORTED_VERSION, configResources: [] };
  }
  const wanted = asked.length === 0 ? known : [...new Set(asked)];
  const configResources = wanted.flatMap((resourceType) =>
    namesOf(image, resourceType).map((resourceName) => ({ resourceName, resourceType })),
  );
  return { errorCode: ErrorCode.NONE, configResources };
});

function namesOf(image: MetadataImage, resourceType: number): string[] {
  switch (resourceType) {
    case TOPIC:
      return [...image.topicsByName.keys()];
    case BROKER:
    case BROKER_LOGGER:
      return [...image.brokers.values()]
        .filter(({ fenced }) => !fenced)
        .map(({ id }) => String(id));
    case CLIENT_METRICS:
    case GROUP: {
      const prefix = `${resourceType}:`;
      const keys = [...image.configs.keys()].filter((key) => key.startsWith(prefix));
      return keys.map((key) => key.slice(prefix.length));
    }
    default:
      return [];
  }
}
