/** Turns the settings that a resource shall have into records, or says why it may not have them. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { ConfigResourceType } from '../configs/config-resource.ts';
import type { ConfigResource } from '../configs/config-resource.ts';
import { brokerConfigsProblem, topicConfigsProblem } from '../configs/validate-configs.ts';
import { configsOf } from '../image.ts';
import type { MetadataImage } from '../image.ts';
import { metadataRecord } from '../metadata-records.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { refusal } from './decision.ts';
import type { Refusal } from './decision.ts';

type Settings = ReadonlyMap<string, string>;

/** Longer values do not fit the field that snapshots of older versions have for them. */
const VALUE_BYTES_MAX = 32_767;

export function refuseResource(
  image: MetadataImage,
  resource: ConfigResource,
): Refusal | undefined {
  const { resourceType, resourceName } = resource;
  switch (resourceType) {
    case ConfigResourceType.TOPIC:
      if (image.topicsByName.has(resourceName)) return undefined;
      return refusal(
        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
        `The topic '${resourceName}' does not exist.`,
      );
    case ConfigResourceType.BROKER:
      if (/^\d*$/.test(resourceName)) return undefined;
      return refusal(
        ErrorCode.INVALID_REQUEST,
        `Node id must be an integer, but it is: ${resourceName}`,
      );
    default:
      return refusal(ErrorCode.INVALID_REQUEST, `Unknown resource type ${resourceType}`);
  }
}

/** The records that lead from the resource's settings to `next`. */
export function configRecords(
  image: MetadataImage,
  resource: ConfigResource,
  next: Settings,
): MetadataRecord[] | Refusal {
  const { resourceType, resourceName } = resource;
  const current = configsOf(image, resource);
  const changed = new Map([...next].filter(([name, value]) => current.get(name) !== value));
  for (const [name, value] of changed) {
    if (Buffer.byteLength(value) <= VALUE_BYTES_MAX) continue;
    const sentence = `The value of ${name} exceeds the maximum of ${VALUE_BYTES_MAX} bytes.`;
    return refusal(ErrorCode.INVALID_CONFIG, sentence);
  }
  const problem = settingsProblem(resourceType, next, changed);
  if (problem !== undefined) return problem;
  const removed = [...current.keys()].filter((name) => !next.has(name));
  const record = (name: string, value: string | null): MetadataRecord =>
    metadataRecord('ConfigRecord', { resourceType, resourceName, name, value });
  return [
    ...[...changed].map(([name, value]) => record(name, value)),
    ...removed.map((name) => record(name, null)),
  ];
}

/** Topics are judged as a whole; of brokers only what changes, and under another code, as in Kafka. */
function settingsProblem(
  resourceType: number,
  next: Settings,
  changed: Settings,
): Refusal | undefined {
  const isTopic = resourceType === ConfigResourceType.TOPIC;
  const problem = isTopic ? topicConfigsProblem(next) : brokerConfigsProblem(changed);
  if (problem === undefined) return undefined;
  return refusal(isTopic ? ErrorCode.INVALID_CONFIG : ErrorCode.INVALID_REQUEST, problem);
}
