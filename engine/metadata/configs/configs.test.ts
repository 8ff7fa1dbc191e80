/** Configurations: what values are legal, and which of several sources wins. */

import { describe, expect, test } from 'vitest';
import { brokerConfigs } from './broker-configs.ts';
import { configProblem, listMembers } from './config-value.ts';
import {
  brokerConfigValues,
  ConfigSource,
  effectiveBrokerConfigs,
  effectiveTopicConfig,
  effectiveTopicConfigs,
  topicConfigValues,
} from './effective-config.ts';
import { topicConfigs } from './topic-configs.ts';
import { brokerConfigsProblem, topicConfigsProblem } from './validate-configs.ts';

describe('the tables', () => {
  test('every default is a legal value of its own configuration', () => {
    const problems = [...topicConfigs.values(), ...brokerConfigs.values()]
      .filter(({ fallback }) => fallback !== null)
      .map((definition) => configProblem(definition, definition.fallback!))
      .filter((problem) => problem !== undefined);
    expect(problems).toEqual([]);
  });

  test('every synonym of a topic configuration is a broker configuration', () => {
    const unknown = [...topicConfigs.values()]
      .flatMap(({ synonyms }) => synonyms.map(({ name }) => name))
      .filter((name) => !brokerConfigs.has(name));
    expect(unknown).toEqual([]);
  });

  test('a topic configuration has the default of its most important synonym with a value', () => {
    const values = topicConfigValues({});
    const different = [...topicConfigs.values()]
      .filter(({ name, fallback }) => fallback !== null && values.get(name) !== fallback)
      .map(({ name }) => [name, values.get(name)]);
    expect(different).toEqual([]);
    expect(topicConfigs.size).toBe(33);
  });

  test('every configuration says what it does in a sentence', () => {
    const mute = [...topicConfigs.values(), ...brokerConfigs.values()]
      .filter(({ doc }) => doc.length < 20 || !doc.endsWith('.'))
      .map(({ name }) => name);
    expect(mute).toEqual([]);
  });
});

/** Answers of Apache Kafka 4.3.1 to the same values. */
describe('values of topic configurations', () => {
  test.each([
    ['nope', '1', 'Unknown topic config name: nope'],
    [
      'segment.bytes',
      'abc',
      'Invalid value abc for configuration segment.bytes: Not a number of type INT',
    ],
    [
      'segment.bytes',
      '10',
      'Invalid value 10 for configuration segment.bytes: Value must be at least 1048576',
    ],
    [
      'segment.bytes',
      '3000000000',
      'Invalid value 3000000000 for configuration segment.bytes: Not a number of type INT',
    ],
    [
      'segment.bytes',
      '',
      'Invalid value  for configuration segment.bytes: Not a number of type INT',
    ],
    [
      'segment.bytes',
      '1e6',
      'Invalid value 1e6 for configuration segment.bytes: Not a number of type INT',
    ],
    [
      'retention.ms',
      '-2',
      'Invalid value -2 for configuration retention.ms: Value must be at least -1',
    ],
    [
      'retention.ms',
      '9999999999999999999',
      'Invalid value 9999999999999999999 for configuration retention.ms: Not a number of type LONG',
    ],
    [
      'cleanup.policy',
      'foo',
      'Invalid value foo for configuration cleanup.policy: String must be one of: compact, delete',
    ],
    [
      'preallocate',
      'yes',
      'Invalid value yes for configuration preallocate: Expected value to be either true or false',
    ],
    [
      'min.cleanable.dirty.ratio',
      '1.5',
      'Invalid value 1.5 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
    ],
    [
      'min.cleanable.dirty.ratio',
      'x',
      'Invalid value x for configuration min.cleanable.dirty.ratio: Not a number of type DOUBLE',
    ],
    [
      'compression.type',
      'GZIP',
      'Invalid value GZIP for configuration compression.type: String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer',
    ],
    [
      'compression.gzip.level',
      '0',
      'Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1',
    ],
    [
      'compression.zstd.level',
      '23',
      'Invalid value 23 for configuration compression.zstd.level: Value must be no more than 22',
    ],
    [
      'min.insync.replicas',
      '0',
      'Invalid value 0 for configuration min.insync.replicas: Value must be at least 1',
    ],
    [
      'leader.replication.throttled.replicas',
      '*,0:1',
      "Invalid value [*, 0:1] for configuration leader.replication.throttled.replicas: leader.replication.throttled.replicas must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...",
    ],
  ])('%s=%s is refused', (name, value, sentence) => {
    expect(topicConfigsProblem(new Map([[name, value]]))).toBe(sentence);
  });

  test.each([
    ['cleanup.policy', 'compact,delete'],
    ['cleanup.policy', 'compact , delete'],
    ['cleanup.policy', ''],
    ['preallocate', 'TRUE'],
    ['segment.bytes', ' 2097152 '],
    ['segment.bytes', '+2000000'],
    ['retention.bytes', '-5'],
    ['flush.ms', '9223372036854775807'],
    ['compression.gzip.level', '-1'],
    ['leader.replication.throttled.replicas', '*'],
    ['leader.replication.throttled.replicas', '0:1,1:2'],
  ])('%s=%s is taken', (name, value) => {
    expect(topicConfigsProblem(new Map([[name, value]]))).toBeUndefined();
  });

  test('a minimum above its maximum is refused', () => {
    const settings = new Map([
      ['min.compaction.lag.ms', '10'],
      ['max.compaction.lag.ms', '5'],
    ]);
    expect(topicConfigsProblem(settings)).toBe(
      'conflict topic config setting min.compaction.lag.ms (10) > max.compaction.lag.ms (5)',
    );
  });

  test('lists lose the spaces around their commas', () => {
    expect([listMembers(' a , b,c '), listMembers('  ')]).toEqual([['a', 'b', 'c'], []]);
  });
});

describe('values of broker configurations', () => {
  test('what cannot change while a broker runs is refused, also with a legal value', () => {
    expect(brokerConfigsProblem(new Map([['num.partitions', '3']]))).toBe(
      'Cannot update these configs dynamically: [num.partitions]',
    );
  });

  test('names that belong to nobody here are let through, as plug-ins have their own', () => {
    expect(brokerConfigsProblem(new Map([['my.reporter.url', 'x']]))).toBeUndefined();
  });

  test('a wrong password is not repeated', () => {
    const definition = brokerConfigs.get('ssl.key.password')!;
    expect(
      configProblem({ ...definition, validator: () => ({ problem: 'Too short' }) }, 'secret'),
    ).toBe('Invalid value [hidden] for configuration ssl.key.password: Too short');
  });
});

describe('where a value comes from', () => {
  const retention = topicConfigs.get('retention.ms')!;

  test('nothing is set: the default, shown as the broker configuration that it stands in', () => {
    const { value, source, synonyms } = effectiveTopicConfig(retention, {});
    expect({ value, source, synonyms }).toEqual({
      value: '604800000',
      source: ConfigSource.DEFAULT_CONFIG,
      synonyms: [
        { name: 'log.retention.hours', value: '168', source: ConfigSource.DEFAULT_CONFIG },
      ],
    });
  });

  test('the topic wins over the broker, the broker over all brokers, those over the properties', () => {
    const sources = {
      topic: new Map([['retention.ms', '1']]),
      dynamicBroker: new Map([['log.retention.ms', '2']]),
      dynamicDefaultBroker: new Map([['log.retention.ms', '3']]),
      staticBroker: new Map([['log.retention.minutes', '4']]),
    };
    const { topic: _topic, ...withoutTopic } = sources;
    expect(effectiveTopicConfig(retention, sources).synonyms).toEqual([
      { name: 'retention.ms', value: '1', source: ConfigSource.TOPIC_CONFIG },
      { name: 'log.retention.ms', value: '2', source: ConfigSource.DYNAMIC_BROKER_CONFIG },
      { name: 'log.retention.ms', value: '3', source: ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG },
      { name: 'log.retention.minutes', value: '4', source: ConfigSource.STATIC_BROKER_CONFIG },
      { name: 'log.retention.hours', value: '168', source: ConfigSource.DEFAULT_CONFIG },
    ]);
    expect(effectiveTopicConfig(retention, sources).value).toBe('1');
    expect(effectiveTopicConfig(retention, withoutTopic).value).toBe('2');
    expect(effectiveTopicConfig(retention, { staticBroker: sources.staticBroker }).value).toBe(
      '240000',
    );
  });

  test('hours without limit are milliseconds without limit', () => {
    const staticBroker = new Map([['log.retention.hours', '-1']]);
    expect(effectiveTopicConfig(retention, { staticBroker }).value).toBe('-1');
  });

  test('topics list all their configurations in the order of the names, none read-only', () => {
    const configs = effectiveTopicConfigs({});
    const names = configs.map(({ definition }) => definition.name);
    expect(names).toEqual(names.toSorted());
    expect(configs.filter(({ isReadOnly }) => isReadOnly)).toEqual([]);
  });

  test('brokers show what can change, and hide secrets everywhere', () => {
    const staticBroker = new Map([
      ['ssl.key.password', 'secret'],
      ['num.partitions', '6'],
    ]);
    const shown = effectiveBrokerConfigs({ staticBroker }).filter(({ definition }) =>
      ['message.max.bytes', 'num.partitions', 'ssl.key.password'].includes(definition.name),
    );
    expect(
      shown.map(({ definition, value, source, isSensitive, isReadOnly }) => [
        definition.name,
        value,
        source,
        isSensitive,
        isReadOnly,
      ]),
    ).toEqual([
      ['message.max.bytes', '1048588', ConfigSource.DEFAULT_CONFIG, false, false],
      ['num.partitions', '6', ConfigSource.STATIC_BROKER_CONFIG, false, true],
      ['ssl.key.password', null, ConfigSource.STATIC_BROKER_CONFIG, true, false],
    ]);
    expect(JSON.stringify(shown.map(({ synonyms }) => synonyms))).not.toContain('secret');
    expect(brokerConfigValues({ staticBroker }).get('num.partitions')).toBe('6');
  });
});
