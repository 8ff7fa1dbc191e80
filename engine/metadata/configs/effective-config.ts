/** What a configuration is worth after all its sources have been asked, and which source won. */

import { brokerConfigs } from './broker-configs.ts';
import { isSensitive } from './config-definition.ts';
import type { ConfigDefinition, ConfigSynonym } from './config-definition.ts';
import { topicConfigs } from './topic-configs.ts';

/** The source codes of DescribeConfigs, by Kafka's names. */
export const ConfigSource = {
  TOPIC_CONFIG: 1,
  DYNAMIC_BROKER_CONFIG: 2,
  DYNAMIC_DEFAULT_BROKER_CONFIG: 3,
  STATIC_BROKER_CONFIG: 4,
  DEFAULT_CONFIG: 5,
} as const;
export type ConfigSource = (typeof ConfigSource)[keyof typeof ConfigSource];

type Settings = ReadonlyMap<string, string>;

/** Where values come from, the nearest first. What is left out is empty. */
export interface ConfigSources {
  readonly topic?: Settings;
  readonly dynamicBroker?: Settings;
  readonly dynamicDefaultBroker?: Settings;
  readonly staticBroker?: Settings;
}

export interface ConfigSetting {
  name: string;
  value: string | null;
  source: ConfigSource;
}

export interface EffectiveConfig {
  definition: ConfigDefinition;
  value: string | null;
  source: ConfigSource;
  isSensitive: boolean;
  isReadOnly: boolean;
  /** Every place where it is set, the winner first; with the names and values as they are set there. */
  synonyms: ConfigSetting[];
}

const brokerLayers = [
  { source: ConfigSource.DYNAMIC_BROKER_CONFIG, key: 'dynamicBroker' },
  { source: ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG, key: 'dynamicDefaultBroker' },
  { source: ConfigSource.STATIC_BROKER_CONFIG, key: 'staticBroker' },
] as const;

/** All configurations of a topic in the order of their names. */
export function effectiveTopicConfigs(sources: ConfigSources): EffectiveConfig[] {
  return [...topicConfigs.values()].map((definition) => effectiveTopicConfig(definition, sources));
}

export function effectiveTopicConfig(
  definition: ConfigDefinition,
  sources: ConfigSources,
): EffectiveConfig {
  const inherited = brokerSettings(definition.synonyms, sources);
  const own = sources.topic?.get(definition.name);
  const { name } = definition;
  if (own !== undefined) {
    inherited.unshift({ name, value: own, source: ConfigSource.TOPIC_CONFIG });
  }
  const winner = inherited[0];
  const scaled = winner === undefined ? definition.fallback : scaledValue(definition, winner);
  return {
    definition,
    value: scaled,
    source: winner?.source ?? ConfigSource.DEFAULT_CONFIG,
    isSensitive: isSensitive(definition),
    isReadOnly: false,
    synonyms: inherited,
  };
}

/** All configurations of a broker that are in the table, in the order of their names. */
export function effectiveBrokerConfigs(sources: ConfigSources): EffectiveConfig[] {
  return [...brokerConfigs.values()].map((definition) => {
    const settings = brokerSettings([{ name: definition.name, scale: 1 }], sources);
    const sensitive = isSensitive(definition);
    const synonyms = sensitive ? settings.map(hidden) : settings;
    return {
      definition,
      value: synonyms[0]?.value ?? null,
      source: synonyms[0]?.source ?? ConfigSource.DEFAULT_CONFIG,
      isSensitive: sensitive,
      isReadOnly: !definition.isDynamic,
      synonyms,
    };
  });
}

/** The values alone, by name. What has no value is left out. */
export function topicConfigValues(sources: ConfigSources): ReadonlyMap<string, string> {
  return valuesOf(effectiveTopicConfigs(sources));
}

export function brokerConfigValues(sources: ConfigSources): ReadonlyMap<string, string> {
  return valuesOf(effectiveBrokerConfigs(sources));
}

function valuesOf(configs: readonly EffectiveConfig[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { definition, value } of configs) {
    if (value !== null) values.set(definition.name, value);
  }
  return values;
}

/** A layer is asked for every synonym before the next layer is asked, as Kafka does. */
function brokerSettings(
  synonyms: readonly ConfigSynonym[],
  sources: ConfigSources,
): ConfigSetting[] {
  const settings: ConfigSetting[] = [];
  for (const { source, key } of brokerLayers) {
    const layer = sources[key];
    for (const { name } of synonyms) {
      const value = layer?.get(name);
      if (value !== undefined) settings.push({ name, value, source });
    }
  }
  for (const { name } of synonyms) {
    const value = brokerConfigs.get(name)?.fallback ?? null;
    if (value !== null) settings.push({ name, value, source: ConfigSource.DEFAULT_CONFIG });
  }
  return settings;
}

function scaledValue(definition: ConfigDefinition, setting: ConfigSetting): string | null {
  const synonym = definition.synonyms.find(({ name }) => name === setting.name);
  const isOwn = setting.source === ConfigSource.TOPIC_CONFIG;
  if (isOwn || synonym === undefined || synonym.scale === 1) return setting.value;
  const count = Number(setting.value);
  // A negative number of hours means no limit, not so many hours.
  return String(count < 0 ? -1 : count * synonym.scale);
}

function hidden(setting: ConfigSetting): ConfigSetting {
  return { ...setting, value: null };
}
