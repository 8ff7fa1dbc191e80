/** What a client may use: quotas of users, client ids and addresses, and of their combinations. */

export interface QuotaComponent {
  readonly entityType: string;
  /** Null is the default of all that have no quota of their own. */
  readonly entityName: string | null;
}

export interface ClientQuota {
  readonly entity: readonly QuotaComponent[];
  /** By Kafka's name, such as `producer_byte_rate`. */
  readonly values: ReadonlyMap<string, number>;
}

/** The same for the same components in any order. */
export function quotaEntityKey(entity: readonly QuotaComponent[]): string {
  const pairs = entity.map(({ entityType, entityName }) => [entityType, entityName]);
  return JSON.stringify(pairs.toSorted(([a], [b]) => (a! < b! ? -1 : 1)));
}
