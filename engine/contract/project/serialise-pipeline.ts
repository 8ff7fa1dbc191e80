/** Pipeline file → text, always the same bytes for the same meaning: ordered keys, two spaces, one line end. */

import type { Config } from '../fields.ts';
import type { PipelineFile } from './pipeline-file.ts';

export function serialisePipeline(file: PipelineFile): string {
  const ids = file.nodes.map((node) => node.id);
  const ordered = {
    ...(file.$schema === undefined ? {} : { $schema: file.$schema }),
    penstock: file.penstock,
    name: file.name,
    cluster: {
      brokers: file.cluster.brokers,
      ...(file.cluster.configs && Object.keys(file.cluster.configs).length > 0
        ? { configs: sorted(file.cluster.configs) }
        : {}),
    },
    nodes: file.nodes.map(({ id, kind, name, config }) => ({
      id,
      kind,
      name,
      config: sortedConfig(config),
    })),
    edges: file.edges.map(({ from, to }) => ({ from, to })),
    layout: {
      nodes: Object.fromEntries(
        ids.flatMap((id) => {
          const place = Object.hasOwn(file.layout.nodes, id) ? file.layout.nodes[id] : undefined;
          return place ? [[id, { x: Math.round(place.x), y: Math.round(place.y) }]] : [];
        }),
      ),
    },
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function sortedConfig(config: Config): Config {
  return Object.fromEntries(
    Object.entries(sorted(config)).map(([key, value]) => [
      key,
      typeof value === 'object' ? sorted(value) : value,
    ]),
  );
}

function sorted<Value>(map: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
}
