/** Quotas are set, removed, judged and found as Apache Kafka 4.3 does; the sentences are its answers. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../protocol/error-codes.ts';
import type { QuotaComponent } from './client-quotas.ts';
import { describeClientQuotas } from './describe-client-quotas.ts';
import { TestCluster } from './fixtures/cluster.ts';
import { alterClientQuotas } from './decide/alter-client-quotas.ts';

function of(...pairs: [string, string | null][]): QuotaComponent[] {
  return pairs.map(([entityType, entityName]) => ({ entityType, entityName }));
}

type Change = [key: string, value: number | 'removed'];

function entry(entity: QuotaComponent[], ...changes: Change[]) {
  const ops = changes.map(([key, value]) =>
    value === 'removed' ? { key, value: 0, remove: true } : { key, value, remove: false },
  );
  return { entity, ops };
}

function alter(on: TestCluster, ...entries: ReturnType<typeof entry>[]) {
  return on.run((state) => alterClientQuotas(state, { entries, validateOnly: false })).entries;
}

/** The sentence with which a change is refused. */
function refused(entity: QuotaComponent[], ...changes: Change[]): string | null {
  const on = new TestCluster();
  const [result] = alter(on, entry(entity, ...changes));
  expect([result!.errorCode, on.log]).toEqual([ErrorCode.INVALID_REQUEST, []]);
  return result!.errorMessage;
}

const user = of(['user', 'u1']);
const both = of(['user', 'u1'], ['client-id', 'c1']);
const everyClient = of(['client-id', null]);
const address = of(['ip', '1.2.3.4']);

function filled(): TestCluster {
  const on = new TestCluster();
  const outcomes = alter(
    on,
    entry(user, ['producer_byte_rate', 1000], ['controller_mutation_rate', 1.5]),
    entry(both, ['request_percentage', 50]),
    entry(everyClient, ['consumer_byte_rate', 5]),
    entry(address, ['connection_creation_rate', 10]),
  );
  expect(outcomes.map(({ errorCode }) => errorCode)).toEqual([0, 0, 0, 0]);
  return on;
}

type Filter = [type: string, matchType: number, match?: string];

function find(on: TestCluster, filters: Filter[], { strict = false } = {}) {
  const components = filters.map(([entityType, matchType, match]) => ({
    entityType,
    matchType,
    match: match ?? null,
  }));
  return describeClientQuotas(on.image, { components, strict });
}

function found(on: TestCluster, filters: Filter[], options?: { strict: boolean }) {
  return find(on, filters, options).entries?.map(({ entity }) => entity);
}

describe('setting and removing', () => {
  test('what is set is found with its values', () => {
    const on = filled();
    expect(find(on, [['user', 0, 'u1']])).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      errorMessage: '',
      entries: [
        {
          entity: user,
          values: [
            { key: 'producer_byte_rate', value: 1000 },
            { key: 'controller_mutation_rate', value: 1.5 },
          ],
        },
        { entity: both, values: [{ key: 'request_percentage', value: 50 }] },
      ],
    });
  });

  test('the order of the components does not matter, and the last value is removed with its entity', () => {
    const on = filled();
    alter(on, entry(both.toReversed(), ['request_percentage', 'removed']));
    expect(found(on, [['user', 0, 'u1']])).toEqual([user]);
    alter(on, entry(user, ['producer_byte_rate', 'removed']));
    expect(found(on, [['user', 0, 'u1']])).toEqual([user]);
    alter(on, entry(user, ['controller_mutation_rate', 'removed']));
    expect(found(on, [['user', 0, 'u1']])).toEqual([]);
  });

  test('what changes nothing, or is only tried, is not written', () => {
    const on = filled();
    const before = on.log.length;
    alter(on, entry(user, ['producer_byte_rate', 1000]), entry(both, ['nokey', 'removed']));
    const entries = [entry(user, ['producer_byte_rate', 7])];
    on.run((state) => alterClientQuotas(state, { entries, validateOnly: true }));
    expect(on.log.length).toBe(before);
  });

  test('an entity with one mistake keeps all that it had; the others are changed', () => {
    const on = filled();
    const [first, second] = alter(
      on,
      entry(user, ['producer_byte_rate', 3], ['nokey', 1]),
      entry(address, ['connection_creation_rate', 11]),
    );
    const errorMessage = 'Invalid configuration key nokey';
    expect(first).toEqual({ errorCode: ErrorCode.INVALID_REQUEST, errorMessage, entity: user });
    expect(second).toEqual({ errorCode: ErrorCode.NONE, errorMessage: null, entity: address });
    const values = find(on, []).entries!.map((entryFound) => entryFound.values[0]!.value);
    expect(values).toEqual([1000, 50, 5, 11]);
  });

  test('an entity that is named twice is refused once', () => {
    const x = of(['user', 'x']);
    const results = alter(
      filled(),
      entry(x, ['producer_byte_rate', 1]),
      entry(x, ['consumer_byte_rate', 1]),
    );
    const errorMessage = 'Ignoring duplicate entity ClientQuotaEntity(entries={user=x})';
    expect(results).toEqual([{ errorCode: ErrorCode.INVALID_REQUEST, errorMessage, entity: x }]);
  });
});

describe('what is refused', () => {
  test.each<[QuotaComponent[], string, number, string]>([
    [[], 'producer_byte_rate', 1, 'Invalid empty client quota entity'],
    [of(['planet', 'x']), 'producer_byte_rate', 1, 'Unhandled client quota entity type: planet'],
    [of(['user', '']), 'producer_byte_rate', 1, 'Empty user not supported'],
    [user, 'producer_byte_rate', -1, 'Quota producer_byte_rate must be greater than 0'],
    [user, 'producer_byte_rate', 0, 'Quota producer_byte_rate must be greater than 0'],
    [user, 'producer_byte_rate', 1.5, 'producer_byte_rate cannot be a fractional value.'],
    [
      user,
      'consumer_byte_rate',
      1e30,
      'Proposed value for consumer_byte_rate is too large for a LONG.',
    ],
    [user, 'connection_creation_rate', 1, 'Invalid configuration key connection_creation_rate'],
    [address, 'producer_byte_rate', 1, 'Invalid configuration key producer_byte_rate'],
    [
      address,
      'connection_creation_rate',
      2 ** 31,
      'Proposed value for connection_creation_rate is too large for a INT.',
    ],
    [
      of(['ip', 'not an ip']),
      'connection_creation_rate',
      1,
      'not an ip is not a valid IP or resolvable host.',
    ],
    [
      of(['ip', '1.2.3.4'], ['user', 'x']),
      'connection_creation_rate',
      1,
      'Invalid quota entity combination, IP entity should not be combined with User or ClientId',
    ],
  ])('%j %s %d', (entity, key, value, sentence) => {
    expect(refused(entity, [key, value])).toBe(sentence);
  });

  test.each(['::1', '2001:db8::5', '255.0.10.1'])('the address %s is one', (ip) => {
    const on = new TestCluster();
    const [result] = alter(on, entry(of(['ip', ip]), ['connection_creation_rate', 1]));
    expect(result!.errorMessage).toBe(null);
  });

  test.each(['256.0.0.1', '1.2.3', '1.2.3.4.', ':::'])('the address %s is none', (ip) => {
    expect(refused(of(['ip', ip]), ['connection_creation_rate', 1])).toMatch(/is not a valid IP/);
  });
});

describe('finding', () => {
  test('by name, by default, and by any name, strictly or not', () => {
    const on = filled();
    expect(found(on, [])).toEqual([user, both, everyClient, address]);
    expect(found(on, [], { strict: true })).toEqual([]);
    expect(found(on, [['user', 2]])).toEqual([user, both]);
    expect(found(on, [['user', 2]], { strict: true })).toEqual([user]);
    expect(found(on, [['client-id', 1]])).toEqual([everyClient]);
    expect(found(on, [['client-id', 2]])).toEqual([both, everyClient]);
    const pair: Filter[] = [
      ['user', 2],
      ['client-id', 0, 'c1'],
    ];
    expect(found(on, pair, { strict: true })).toEqual([both]);
    expect(found(on, [['user', 0, 'nobody']])).toEqual([]);
  });

  test.each<[Filter[], number, string]>([
    [[['planet', 2]], ErrorCode.UNSUPPORTED_VERSION, 'Unsupported entity type planet'],
    [[['user', 7]], ErrorCode.INVALID_REQUEST, 'Unknown match type 7'],
    [[['', 2]], ErrorCode.INVALID_REQUEST, 'Invalid empty entity type.'],
    [
      [['user', 0]],
      ErrorCode.INVALID_REQUEST,
      'Request specified MATCH_TYPE_EXACT, but set match string to null.',
    ],
    [
      [['user', 1, 'x']],
      ErrorCode.INVALID_REQUEST,
      'Request specified MATCH_TYPE_DEFAULT, but also specified a match string.',
    ],
    [
      [['user', 2, 'x']],
      ErrorCode.INVALID_REQUEST,
      'Request specified MATCH_TYPE_SPECIFIED, but also specified a match string.',
    ],
    [
      [
        ['user', 2],
        ['user', 2],
      ],
      ErrorCode.INVALID_REQUEST,
      'Entity type user cannot appear more than once in the filter.',
    ],
    [
      [
        ['ip', 2],
        ['user', 2],
      ],
      ErrorCode.INVALID_REQUEST,
      'Invalid entity filter component combination. IP filter component should not be used with user or clientId filter component.',
    ],
  ])('%j is refused', (filters, errorCode, errorMessage) => {
    const refusedAs = { throttleTimeMs: 0, errorCode, errorMessage, entries: null };
    expect(find(filled(), filters)).toEqual(refusedAs);
  });
});
