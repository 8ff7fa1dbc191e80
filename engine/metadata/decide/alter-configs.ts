/** Changes configurations of topics and brokers: all of a resource at once, or one by one. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type { AlterConfigsRequest } from '../../protocol/messages/33-alter-configs.ts';
import type { AlterConfigsResponse } from '../../protocol/messages/33-alter-configs.ts';
import type { IncrementalAlterConfigsRequest } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { configDefinitionOf, configResourceKey } from '../configs/config-resource.ts';
import type { ConfigResource } from '../configs/config-resource.ts';
import { listMembers } from '../configs/config-value.ts';
import { configsOf } from '../image.ts';
import type { MetadataImage } from '../image.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { configRecords, refuseResource } from './config-changes.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision, Refusal } from './decision.ts';

type FullChange = AlterConfigsRequest['resources'][number];
type IncrementalChange = IncrementalAlterConfigsRequest['resources'][number];
type ConfigOperation = IncrementalChange['configs'][number];
type Outcome<Value> = { value: Value } | { refusal: Refusal };

const SET = 0;
const DELETE = 1;
const APPEND = 2;
const SUBTRACT = 3;
const operationNames = ['SET', 'DELETE', 'APPEND', 'SUBTRACT'];

/** What the request does not name goes back to its default. */
export function alterConfigs(
  { image }: ControllerState,
  request: AlterConfigsRequest,
): Decision<AlterConfigsResponse> {
  return changeConfigs(image, request, (change: FullChange) => fullSettings(change));
}

export function incrementalAlterConfigs(
  { image }: ControllerState,
  request: IncrementalAlterConfigsRequest,
): Decision<AlterConfigsResponse> {
  return changeConfigs(image, request, (change: IncrementalChange) => {
    const current = configsOf(image, change);
    return incrementalSettings(change, current);
  });
}

function changeConfigs<Change extends ConfigResource>(
  image: MetadataImage,
  request: { resources: Change[]; validateOnly: boolean },
  next: (change: Change) => Outcome<ReadonlyMap<string, string>>,
): Decision<AlterConfigsResponse> {
  const keys = request.resources.map(configResourceKey);
  const records: MetadataRecord[] = [];
  const responses = request.resources.map((change, at) => {
    const { resourceType, resourceName } = change;
    const isRepeated = keys.indexOf(keys[at]!) !== keys.lastIndexOf(keys[at]!);
    const outcome = isRepeated
      ? { refusal: refusal(ErrorCode.INVALID_REQUEST, 'Each resource must appear at most once.') }
      : changeResource(image, change, next);
    if ('refusal' in outcome) return { ...outcome.refusal, resourceType, resourceName };
    if (!request.validateOnly) records.push(...outcome.value);
    return { errorCode: ErrorCode.NONE, errorMessage: null, resourceType, resourceName };
  });
  return { records, reply: { throttleTimeMs: 0, responses } };
}

function changeResource<Change extends ConfigResource>(
  image: MetadataImage,
  change: Change,
  next: (change: Change) => Outcome<ReadonlyMap<string, string>>,
): Outcome<MetadataRecord[]> {
  const refused = refuseResource(image, change);
  if (refused !== undefined) return { refusal: refused };
  const settings = next(change);
  if ('refusal' in settings) return settings;
  const records = configRecords(image, change, settings.value);
  return 'errorCode' in records ? { refusal: records } : { value: records };
}

function fullSettings({ configs }: FullChange): Outcome<Map<string, string>> {
  const settings = new Map<string, string>();
  for (const { name, value } of configs) {
    if (value === null) return { refusal: noValue(name) };
    settings.set(name, value);
  }
  return { value: settings };
}

function incrementalSettings(
  change: IncrementalChange,
  current: ReadonlyMap<string, string>,
): Outcome<Map<string, string>> {
  const settings = new Map(current);
  const names = change.configs.map(({ name }) => name);
  if (new Set(names).size !== names.length) {
    return { refusal: refusal(ErrorCode.INVALID_REQUEST, 'Error due to duplicate config keys') };
  }
  for (const operation of change.configs) {
    const problem = apply(settings, change.resourceType, operation);
    if (problem !== undefined) return { refusal: problem };
  }
  return { value: settings };
}

function apply(
  settings: Map<string, string>,
  resourceType: number,
  { name, configOperation, value }: ConfigOperation,
): Refusal | undefined {
  if (configOperation === DELETE) {
    settings.delete(name);
    return undefined;
  }
  if (value === null) {
    return noValue(name);
  }
  if (configOperation === SET) {
    settings.set(name, value);
    return undefined;
  }
  if (configOperation !== APPEND && configOperation !== SUBTRACT) {
    return refusal(ErrorCode.INVALID_REQUEST, `Unknown operation type ${configOperation}.`);
  }
  const definition = configDefinitionOf(resourceType, name);
  if (definition?.type !== 'list') {
    const operation = operationNames[configOperation];
    const sentence = `Can't ${operation} to key ${name} because its type is not LIST.`;
    return refusal(ErrorCode.INVALID_CONFIG, sentence);
  }
  const members = listMembers(settings.get(name) ?? definition.fallback ?? '');
  const others = members.filter((member) => !listMembers(value).includes(member));
  const added = configOperation === APPEND ? missing(members, value) : [];
  const next = configOperation === APPEND ? [...members, ...added] : others;
  settings.set(name, next.join(','));
  return undefined;
}

function missing(members: readonly string[], value: string): string[] {
  return listMembers(value).filter((member) => !members.includes(member));
}

function noValue(name: string): Refusal {
  return refusal(ErrorCode.INVALID_REQUEST, `Null value not supported for : ${name}`);
}
