/** Judges the whole set of configurations that a topic or a broker would have after a change. */

import type { ConfigDefinition } from './config-definition.ts';
import { brokerConfigs } from './broker-configs.ts';
import { configProblem } from './config-value.ts';
import { topicConfigs } from './topic-configs.ts';

type Settings = ReadonlyMap<string, string>;

/** The first thing that is wrong with the settings of a topic, as a sentence; undefined when all is well. */
export function topicConfigsProblem(settings: Settings): string | undefined {
  for (const [name, value] of settings) {
    const definition = topicConfigs.get(name);
    if (definition === undefined) return `Unknown topic config name: ${name}`;
    const problem = configProblem(definition, value);
    if (problem !== undefined) return problem;
  }
  return compactionLagProblem(settings);
}

/** The first thing that is wrong with a change of broker settings. Names that the engine does not know may be set. */
export function brokerConfigsProblem(settings: Settings): string | undefined {
  for (const [name, value] of settings) {
    const definition: ConfigDefinition | undefined = brokerConfigs.get(name);
    if (definition === undefined) continue;
    if (!definition.isDynamic) return `Cannot update these configs dynamically: [${name}]`;
    const problem = configProblem(definition, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function compactionLagProblem(settings: Settings): string | undefined {
  const minimum = settings.get('min.compaction.lag.ms');
  const maximum = settings.get('max.compaction.lag.ms');
  if (minimum === undefined || maximum === undefined) return undefined;
  if (BigInt(minimum.trim()) <= BigInt(maximum.trim())) return undefined;
  return `conflict topic config setting min.compaction.lag.ms (${minimum}) > max.compaction.lag.ms (${maximum})`;
}
