/** A node is what its file says, in Kafka's words; mistakes are named with their line. */

import { describe, expect, test } from 'vitest';
import { EngineError } from '../base/errors.ts';
import { describedNode } from './server-properties.ts';

const combined = [
  'process.roles=broker,controller',
  'node.id=1',
  'controller.listener.names=CONTROLLER',
  'listeners=PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093',
  'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  'log.dirs=/data/one',
  'broker.rack=left',
];

function node(...lines: string[]) {
  return describedNode({ path: 'a.properties', text: lines.join('\n') }, 'my-host');
}

/** The sentence and the hint with which a file is refused. */
function refused(...lines: string[]): [string, string | undefined] {
  try {
    node(...lines);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'BAD_PROPERTIES') {
      return [error.message, error.hint];
    }
    throw error;
  }
  throw new Error('The file was taken.');
}

describe('what a file says', () => {
  test('a node of both roles is a broker, and a controller beside it', () => {
    const { broker, controller, id, remarks } = node(...combined);
    expect({ id, remarks }).toEqual({ id: 1, remarks: [] });
    expect({ ...broker, properties: undefined }).toEqual({
      id: 1,
      listener: { host: '127.0.0.1', port: 19_092 },
      advertised: undefined,
      dataDirectory: '/data/one',
      rack: 'left',
      properties: undefined,
    });
    expect({ ...controller, properties: undefined }).toEqual({
      id: 1,
      listener: { host: '127.0.0.1', port: 19_093 },
      dataDirectory: '/data/one/controller',
      properties: undefined,
    });
  });

  test('what it does not say has the default of Kafka, and of a name said twice the last value holds', () => {
    const { broker } = node(...combined, 'num.partitions=7', 'num.partitions=8');
    expect(broker!.properties).toMatchObject({
      'num.partitions': '8',
      'offsets.topic.num.partitions': '50',
      'broker.rack': 'left',
    });
    expect(node(...combined).broker!.properties['num.partitions']).toBe('1');
  });

  test('clients are told the advertised address, or the name of the machine', () => {
    const [roles, id, , , , directory] = combined;
    const common = ['process.roles=broker', id!, directory!];
    expect(roles).toContain('broker');
    const advertised = node(
      ...common,
      'listeners=PLAINTEXT://0.0.0.0:9092',
      'advertised.listeners=PLAINTEXT://kafka.example:19092',
    );
    expect(advertised.broker).toMatchObject({
      listener: { host: '0.0.0.0', port: 9092 },
      advertised: { host: 'kafka.example', port: 19_092 },
    });
    expect(advertised.controller).toBe(undefined);
    expect(node(...common).broker).toMatchObject({
      listener: { host: '0.0.0.0', port: 9092 },
      advertised: { host: 'my-host', port: 9092 },
    });
    expect(node(...common, 'listeners=PLAINTEXT://[::1]:9092').broker).toMatchObject({
      listener: { host: '::1', port: 9092 },
      advertised: undefined,
    });
  });

  test('a controller alone has the directory for itself, or that of the metadata', () => {
    const lines = combined.map((line) => line.replace('broker,controller', 'controller'));
    const alone = node(...lines, 'listeners=CONTROLLER://:9093');
    expect(alone.broker).toBe(undefined);
    expect(alone.controller).toMatchObject({
      listener: { host: '0.0.0.0', port: 9093 },
      dataDirectory: '/data/one',
    });
    const { controller } = node(...combined, 'metadata.log.dir=/data/metadata');
    expect(controller!.dataDirectory).toBe('/data/metadata');
  });

  test.each([
    [
      'num.partition=3',
      '"num.partition" is not a configuration that is known here, and has no effect. Did you mean num.partitions?',
    ],
    [
      'num.partitoins=3',
      '"num.partitoins" is not a configuration that is known here, and has no effect. Did you mean num.partitions?',
    ],
    [
      'quite.other=3',
      '"quite.other" is not a configuration that is known here, and has no effect.',
    ],
    [
      'retention.ms=3',
      '"retention.ms" is a configuration of topics, and has no effect. Did you mean log.retention.ms?',
    ],
  ])('%s is told with its line', (line, sentence) => {
    expect(node('# first', line, ...combined).remarks).toEqual([`a.properties:2: ${sentence}`]);
  });
});

describe('what is refused', () => {
  test.each([
    [
      'num.partitions=many',
      /^a\.properties:8: Invalid value many .* Not a number of type INT$/,
      /partitions/i,
    ],
    [
      'process.roles=boss',
      /^a\.properties:8: Invalid value .*process\.roles/,
      /broker, controller/,
    ],
    [
      'listeners=PLAINTEXT//x',
      /^a\.properties:8: "PLAINTEXT\/\/x" is no listener\.$/,
      /NAME:\/\/host:port/,
    ],
    [
      'listeners=PLAINTEXT://x:70000,CONTROLLER://x:1',
      /^a\.properties:8: "PLAINTEXT:\/\/x:70000" is no/,
      /NAME/,
    ],
    [
      'listeners=PLAINTEXT://0.0.0.0:1,CONTROLLER://:2',
      /^a\.properties:8: Clients cannot be told/,
      /advertised/,
    ],
    [
      'advertised.listeners=PLAINTEXT://0.0.0.0:1',
      /^a\.properties:8: Clients cannot be told/,
      /reach/,
    ],
    [
      'listeners=A://x:1,B://x:2,CONTROLLER://:3',
      /^a\.properties:8: .* but 2 are named\.$/,
      /For example/,
    ],
    ['listeners=CONTROLLER://:3', /^a\.properties:8: .* but 0 are named\.$/, /For example/],
    ['controller.listener.names=OTHER', /^a\.properties:4: .* but 2 are named\.$/, /For example/],
    [
      'listener.security.protocol.map=PLAINTEXT:SSL,CONTROLLER:PLAINTEXT',
      /^a\.properties:8: .* protocol SSL/,
      /PLAINTEXT/,
    ],
    ['log.dirs=/a,/b', /^a\.properties:8: log\.dirs names 2 directories\.$/, /one directory/],
  ])('%s', (line, sentence, hint) => {
    expect(refused(...combined, line)).toEqual([
      expect.stringMatching(sentence),
      expect.stringMatching(hint),
    ]);
  });

  test.each(['node.id', 'process.roles'])('a file without %s', (name) => {
    const lines = combined.filter((line) => !line.startsWith(name));
    expect(refused(...lines)[0]).toBe(`a.properties: ${name} is missing.`);
  });

  test('a controller without a listener of its own', () => {
    const lines = combined.map((line) => line.replace('broker,controller', 'controller'));
    expect(refused(...lines, 'listeners=PLAINTEXT://:9092')[0]).toBe(
      'a.properties:3: A controller needs a listener that controller.listener.names names.',
    );
  });
});
