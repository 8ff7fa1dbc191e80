/** What Connect's REST API takes to create each connector of a pipeline: `POST /connectors`. */

import { assert } from '../../base/assert.ts';
import { templates } from '../../connect/templates/index.ts';
import type { ExportedFile } from '../../contract/app.ts';
import { fieldValue, type FieldValue } from '../../contract/fields.ts';
import type { NodeKind } from '../../contract/nodes/define-node.ts';
import { datagen } from '../../contract/nodes/datagen.ts';
import type { PipelineFile, PipelineNode } from '../../contract/project/pipeline-file.ts';
import { nodeKind } from '../../contract/project/pipeline-rules.ts';
import { identityOf, wiringOf, type Wiring } from '../wiring.ts';

/** Connect's config: every value is text. */
type ConnectConfig = Record<string, string>;

export function exportConnectors(file: PipelineFile): ExportedFile[] {
  return file.nodes.flatMap((node) => {
    const kind = nodeKind(node.kind);
    if (kind?.connectorClass === undefined) return [];
    const name = identityOf(file, node);
    const config = {
      'connector.class': kind.connectorClass,
      'tasks.max': '1',
      ...topicConfig(kind, wiringOf(file, node)),
      ...converters(kind),
      ...ownConfig(kind, node),
    };
    return [{ name: `${name}.json`, content: `${JSON.stringify({ name, config }, null, 2)}\n` }];
  });
}

function topicConfig(kind: NodeKind, { inputs, outputs }: Wiring): ConnectConfig {
  if (kind.role === 'sink') return { topics: inputs.join(',') };
  const [topic] = outputs;
  assert(topic !== undefined, 'A source is wired to a topic.');
  return { [kind.kind === datagen.kind ? 'kafka.topic' : 'topic']: topic };
}

/** Datagen makes structures, which become JSON; lines of files are text, and stay the JSON that they may be. */
function converters(kind: NodeKind): ConnectConfig {
  const text = 'org.apache.kafka.connect.storage.StringConverter';
  if (kind.kind !== datagen.kind) return { 'key.converter': text, 'value.converter': text };
  return {
    'key.converter': text,
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
  };
}

function ownConfig(kind: NodeKind, node: PipelineNode): ConnectConfig {
  if (kind.kind === datagen.kind) return datagenConfig(node);
  return Object.fromEntries(
    Object.keys(kind.fields).flatMap((name) => {
      const value = fieldValue(kind.fields, node.config, name);
      return value === undefined || value === '' ? [] : [[name, textOf(value)]];
    }),
  );
}

/** Our rate is Confluent's interval, of which it takes a random part: twice the mean. Its own templates go by name. */
function datagenConfig({ config }: PipelineNode): ConnectConfig {
  const { fields } = datagen;
  const value = (name: string) => fieldValue(fields, config, name);
  const isIntervalOnly = value('max.interval') !== undefined && !Object.hasOwn(config, 'rate');
  const interval = isIntervalOnly ? Number(value('max.interval')) : 2000 / Number(value('rate'));
  const template = templates.find(({ name }) => name === value('quickstart'));
  assert(template !== undefined, 'Every choice of the field has a template.');
  const keyField = value('schema.keyfield') ?? template.keyField ?? '';
  const iterations = value('iterations');
  return {
    ...(template.avroSchema === undefined
      ? { quickstart: template.name }
      : { 'schema.string': JSON.stringify(template.avroSchema) }),
    'max.interval': String(Math.max(1, Math.round(interval))),
    ...(iterations === undefined ? {} : { iterations: textOf(iterations) }),
    ...(keyField === '' || keyField === 'none' ? {} : { 'schema.keyfield': textOf(keyField) }),
  };
}

function textOf(value: FieldValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
