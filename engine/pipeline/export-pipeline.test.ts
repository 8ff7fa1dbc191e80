import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemDisk } from '../base/ports/real/disk.ts';
import type { Config } from '../contract/fields.ts';
import type { PipelineFile } from '../contract/project/pipeline-file.ts';
import { exportPipeline } from './export-pipeline.ts';
import { quoted } from './export/export-topics.ts';
import { writeExport } from './write-export.ts';

function pipeline(gen: Config = {}, topic: Config = {}): PipelineFile {
  return {
    penstock: 1,
    name: 'My Widgets!',
    cluster: { brokers: 3 },
    nodes: [
      { id: 'gen', kind: 'datagen', name: 'Widgets', config: gen },
      { id: 'in', kind: 'topic', name: 'widgets', config: topic },
      { id: 'lines', kind: 'file-source', name: 'Lines', config: { file: '/tmp/in put.txt' } },
      {
        id: 'other',
        kind: 'topic',
        name: 'Other',
        config: { topic: 'other.lines', partitions: 1, replicationFactor: 1 },
      },
      { id: 'out', kind: 'file-sink', name: 'File', config: { file: 'out.jsonl' } },
    ],
    edges: [
      { from: 'gen', to: 'in' },
      { from: 'lines', to: 'other' },
      { from: 'in', to: 'out' },
      { from: 'other', to: 'out' },
    ],
    layout: { nodes: {} },
  };
}

function connectors(
  file: PipelineFile,
): Record<string, { name: string; config: Record<string, string> }> {
  return Object.fromEntries(
    exportPipeline(file, 'connect').map(({ name, content }) => [
      name,
      JSON.parse(content) as { name: string; config: Record<string, string> },
    ]),
  );
}

test("each connector becomes what Connect's REST API takes, all values as text", () => {
  const text = 'org.apache.kafka.connect.storage.StringConverter';
  expect(connectors(pipeline({ quickstart: 'users', rate: 20, iterations: 100 }))).toEqual({
    'my-widgets-gen.json': {
      name: 'my-widgets-gen',
      config: {
        'connector.class': 'io.confluent.kafka.connect.datagen.DatagenConnector',
        'tasks.max': '1',
        'kafka.topic': 'widgets',
        'key.converter': text,
        'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
        'value.converter.schemas.enable': 'false',
        quickstart: 'users',
        'max.interval': '100',
        iterations: '100',
        'schema.keyfield': 'userid',
      },
    },
    'my-widgets-lines.json': {
      name: 'my-widgets-lines',
      config: {
        'connector.class': 'org.apache.kafka.connect.file.FileStreamSourceConnector',
        'tasks.max': '1',
        topic: 'other.lines',
        'key.converter': text,
        'value.converter': text,
        file: '/tmp/in put.txt',
        'batch.size': '2000',
      },
    },
    'my-widgets-out.json': {
      name: 'my-widgets-out',
      config: {
        'connector.class': 'org.apache.kafka.connect.file.FileStreamSinkConnector',
        'tasks.max': '1',
        topics: 'widgets,other.lines',
        'key.converter': text,
        'value.converter': text,
        file: 'out.jsonl',
      },
    },
  });
});

test("a template that Confluent's Datagen does not have goes as an Avro schema of the same fields", () => {
  const config = connectors(pipeline())['my-widgets-gen.json']?.config ?? {};
  const schema = JSON.parse(config['schema.string'] ?? '') as { fields: { name: string }[] };
  expect(config['quickstart']).toBe(undefined);
  expect(schema.fields.map(({ name }) => name)).toEqual([
    'reading_ts',
    'sensor_id',
    'production_line',
    'widget_type',
    'temp_celcius',
    'widget_weight_g',
    'colour',
  ]);
});

test.each<[Config, string]>([
  [{ rate: 5 }, '400'],
  [{ rate: 100_000 }, '1'],
  [{ 'max.interval': 250 }, '250'],
  [{ 'max.interval': 250, rate: 10 }, '200'],
])('the rate of %j becomes the interval %s', (gen, interval) => {
  expect(connectors(pipeline(gen))['my-widgets-gen.json']?.config['max.interval']).toBe(interval);
});

test('topics become kafka-topics commands that a shell takes as they are meant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  const configs = {
    'cleanup.policy': 'compact',
    'weird.value': `it's $HOME "and" \`more\`; rm -rf /`,
  };
  const [path = ''] = writeExport(
    systemDisk,
    join(folder, 'out'),
    exportPipeline(pipeline({}, { partitions: 6, configs }), 'topics'),
  );
  const spy = join(folder, 'spy');
  writeFileSync(spy, '#!/bin/sh\nprintf "%s\\n" "$@" --- >> "$SPY_LOG"\n');
  chmodSync(spy, 0o755);
  const env = {
    ...process.env,
    KAFKA_TOPICS: spy,
    SPY_LOG: join(folder, 'log'),
    BOOTSTRAP_SERVER: 'kafka:9092',
  };
  execFileSync('sh', [path], { env });
  const common = ['--bootstrap-server', 'kafka:9092', '--create', '--if-not-exists', '--topic'];
  expect(readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n')).toEqual([
    ...common,
    'widgets',
    '--partitions',
    '6',
    '--replication-factor',
    '3',
    '--config',
    'cleanup.policy=compact',
    '--config',
    `weird.value=${configs['weird.value']}`,
    '---',
    ...common,
    'other.lines',
    '--partitions',
    '1',
    '--replication-factor',
    '1',
    '---',
  ]);
  rmSync(folder, { recursive: true });
});

test('a quote inside of a quoted word does not end it', () => {
  expect(quoted("a'b")).toBe(`'a'\\''b'`);
});
