/** Sets and removes quotas of clients. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  AlterClientQuotasRequest,
  AlterClientQuotasResponse,
} from '../../protocol/messages/49-alter-client-quotas.ts';
import { quotaEntityKey } from '../client-quotas.ts';
import type { QuotaComponent } from '../client-quotas.ts';
import type { MetadataImage } from '../image.ts';
import { metadataRecord } from '../metadata-records.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision } from './decision.ts';

type Entry = AlterClientQuotasRequest['entries'][number];
type Operation = Entry['ops'][number];
type Limits = Readonly<Record<string, { type: string; valueMax: number } | undefined>>;

const LONG = { type: 'LONG', valueMax: 2 ** 63 };
const INT = { type: 'INT', valueMax: 2 ** 31 - 1 };
const ANY = { type: 'DOUBLE', valueMax: Infinity };
const userLimits: Limits = {
  producer_byte_rate: LONG,
  consumer_byte_rate: LONG,
  request_percentage: ANY,
  controller_mutation_rate: ANY,
};
const addressLimits: Limits = { connection_creation_rate: INT };

const USER = 'user';
const CLIENT_ID = 'client-id';
const IP = 'ip';
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
/** Differences below this are not those of a fraction. */
const EPSILON = 1e-6;

/** Each entity by itself: all of its changes are made, or none. */
export function alterClientQuotas(
  { image }: ControllerState,
  request: AlterClientQuotasRequest,
): Decision<AlterClientQuotasResponse> {
  const records: MetadataRecord[] = [];
  const entries: AlterClientQuotasResponse['entries'] = [];
  const times = new Map<string, number>();
  const wanted = request.entries.map(({ entity, ops }) => ({ entity: distinct(entity), ops }));
  for (const { entity } of wanted) {
    const key = quotaEntityKey(entity);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  for (const { entity, ops } of wanted) {
    const key = quotaEntityKey(entity);
    const count = times.get(key);
    if (count === undefined) continue;
    if (count > 1) times.delete(key);
    const problem =
      count > 1
        ? `Ignoring duplicate entity ClientQuotaEntity(entries={${entity.map(wordsOf).join(', ')}})`
        : problemOf(entity, ops);
    if (problem === undefined && !request.validateOnly) {
      records.push(...changes(image, { entity, ops }));
    }
    const outcome =
      problem === undefined
        ? { errorCode: ErrorCode.NONE, errorMessage: null }
        : refusal(ErrorCode.INVALID_REQUEST, problem);
    entries.push({ ...outcome, entity });
  }
  return { records, reply: { throttleTimeMs: 0, entries } };
}

/** Of a type that is named twice, the last name holds. */
function distinct(entity: readonly QuotaComponent[]): QuotaComponent[] {
  const names = new Map(entity.map(({ entityType, entityName }) => [entityType, entityName]));
  return [...names].map(([entityType, entityName]) => ({ entityType, entityName }));
}

function wordsOf({ entityType, entityName }: QuotaComponent): string {
  return `${entityType}=${entityName}`;
}

function changes(image: MetadataImage, { entity, ops }: Entry): MetadataRecord[] {
  const current = image.clientQuotas.get(quotaEntityKey(entity))?.values;
  return [...byKey(ops).values()]
    .filter(({ key, value, remove }) =>
      remove ? current?.has(key) === true : current?.get(key) !== value,
    )
    .map(({ key, value, remove }) =>
      metadataRecord('ClientQuotaRecord', { entity, key, value: remove ? 0 : value, remove }),
    );
}

function byKey(ops: readonly Operation[]): Map<string, Operation> {
  return new Map(ops.map((operation) => [operation.key, operation]));
}

function problemOf(
  entity: readonly QuotaComponent[],
  ops: readonly Operation[],
): string | undefined {
  const problem = entityProblem(entity);
  if (problem !== undefined) return problem;
  const limits = entity.some(({ entityType }) => entityType === IP) ? addressLimits : userLimits;
  for (const operation of byKey(ops).values()) {
    const found = operation.remove ? undefined : valueProblem(limits, operation);
    if (found !== undefined) return found;
  }
  return undefined;
}

function entityProblem(entity: readonly QuotaComponent[]): string | undefined {
  if (entity.length === 0) return 'Invalid empty client quota entity';
  for (const { entityType, entityName } of entity) {
    if (![USER, CLIENT_ID, IP].includes(entityType)) {
      return `Unhandled client quota entity type: ${entityType}`;
    }
    if (entityName === '') return `Empty ${entityType} not supported`;
  }
  const address = entity.find(({ entityType }) => entityType === IP);
  if (address === undefined) return undefined;
  if (entity.length > 1) {
    return 'Invalid quota entity combination, IP entity should not be combined with User or ClientId';
  }
  const { entityName } = address;
  if (entityName === null || isAddress(entityName)) return undefined;
  return `${entityName} is not a valid IP or resolvable host.`;
}

function isAddress(name: string): boolean {
  return IPV4.test(name) || (name.includes(':') && URL.canParse(`http://[${name}]`));
}

function valueProblem(limits: Limits, { key, value }: Operation): string | undefined {
  const limit = limits[key];
  if (limit === undefined) return `Invalid configuration key ${key}`;
  if (value <= 0) return `Quota ${key} must be greater than 0`;
  if (limit === ANY) return undefined;
  if (value > limit.valueMax) {
    return `Proposed value for ${key} is too large for a ${limit.type}.`;
  }
  const isWhole = Math.abs(Math.floor(value + EPSILON) - value) <= EPSILON;
  return isWhole ? undefined : `${key} cannot be a fractional value.`;
}
