import { mkdtempSync, readFileSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EngineError } from '../base/errors.ts';
import { systemClock } from '../base/ports/real/clock.ts';
import { systemDisk } from '../base/ports/real/disk.ts';
import { systemRandom } from '../base/ports/real/random.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { MemoryCluster } from '../client/memory-client.ts';
import type { Config } from '../contract/fields.ts';
import type { PipelineFile, PipelineNode } from '../contract/project/pipeline-file.ts';
import {
  runPipeline,
  type NodeProgress,
  type PipelineEvent,
  type PipelineRun,
} from './run-pipeline.ts';

let folder = '';
let cluster = new MemoryCluster(systemClock);
let events: PipelineEvent[] = [];
let statuses: (readonly NodeProgress[])[] = [];
const runs: PipelineRun[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  cluster = new MemoryCluster(systemClock);
  events = [];
  statuses = [];
});
afterEach(async () => {
  await Promise.all(runs.splice(0).map((run) => run.stop()));
  rmSync(folder, { recursive: true });
});

function node(id: string, kind: string, config: Config = {}): PipelineNode {
  return { id, kind, name: id, config };
}

function pipeline(nodes: PipelineNode[], wires: string[], name = 'Test'): PipelineFile {
  const edges = wires.map((wire) => {
    const [from = '', to = ''] = wire.split(' ');
    return { from, to };
  });
  return { penstock: 1, name, cluster: { brokers: 3 }, nodes, edges, layout: { nodes: {} } };
}

async function start(
  file: PipelineFile,
  client: ClusterClient = cluster.client(),
): Promise<PipelineRun> {
  const run = await runPipeline({
    file,
    client,
    ports: { clock: systemClock, disk: systemDisk, random: systemRandom },
    stateDirectory: join(folder, 'state'),
    filesDirectory: folder,
    serviceClientId: 'penstock-host-connect',
    onEvent: (event) => events.push(event),
    onStatus: (nodes) => statuses.push(nodes),
  });
  runs.push(run);
  await run.started();
  return run;
}

function states(run: PipelineRun): Record<string, string> {
  return Object.fromEntries(run.nodes().map(({ nodeId, state }) => [nodeId, state]));
}

const widgets = (count: number) =>
  pipeline(
    [
      node('gen', 'datagen', { rate: 5000, iterations: count }),
      node('widgets', 'topic'),
      node('red', 'filter', { condition: "colour = 'RED'" }),
      node('widgets_red', 'topic', { partitions: 1, configs: { 'retention.ms': '1000' } }),
      node('file', 'file-sink', { file: 'red.jsonl' }),
      node('sally', 'consumer'),
    ],
    ['gen widgets', 'widgets red', 'red widgets_red', 'widgets_red file', 'widgets sally'],
  );

function lines(): string[] {
  return readFileSync(join(folder, 'red.jsonl'), 'utf8').split('\n').slice(0, -1);
}

describe('a whole pipeline', () => {
  test('carries records from the source through the filter into the file', async () => {
    const run = await start(widgets(300));
    const red = () =>
      cluster
        .values('widgets')
        .flat()
        .filter((value) => value.includes('"RED"'))
        .sort();
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBe(300));
    await vi.waitFor(() => expect(run.counters('file').recordsIn).toBe(red().length));
    expect(lines().sort()).toEqual(red());
    expect(run.counters('gen')).toEqual({ recordsIn: 0, recordsOut: 300, recordsSkipped: 0 });
    expect(run.counters('red')).toEqual({
      recordsIn: 300,
      recordsOut: red().length,
      recordsSkipped: 0,
    });
    expect(states(run)).toEqual({
      gen: 'done',
      widgets: 'running',
      red: 'running',
      widgets_red: 'running',
      file: 'running',
      sally: 'running',
    });
    expect(statuses.at(-1)).toEqual(run.nodes());
    expect([...cluster.committed.keys()].sort()).toEqual(['connect-test-file', 'test-red']);
  });

  test('makes its topics as they are drawn, and says so', async () => {
    await start(widgets(1));
    const { name, partitions, replicationFactor, configs } = cluster.topic('widgets_red');
    expect({ name, partitions: partitions.length, replicationFactor, configs }).toEqual({
      name: 'widgets_red',
      partitions: 1,
      replicationFactor: 3,
      configs: { 'retention.ms': '1000' },
    });
    expect(events.map(({ level, text, nodeId }) => [level, text, nodeId])).toEqual([
      ['info', 'The topic widgets was created.', 'widgets'],
      ['info', 'The topic widgets_red was created.', 'widgets_red'],
    ]);
  });

  test('uses a topic that is there as it is, and says how it differs', async () => {
    cluster.createTopic({ name: 'widgets', partitions: 1, replicationFactor: 1 });
    const run = await start(widgets(1));
    expect(run.nodes().find(({ nodeId }) => nodeId === 'widgets')).toEqual({
      nodeId: 'widgets',
      state: 'running',
      message:
        'The topic widgets was there already, with 1 partition and 1 replica; it is used as it is.',
    });
  });

  test('a topic that cannot be made fails alone, with what is wired to it', async () => {
    const client = cluster.client();
    const { admin } = client;
    const createTopics: typeof admin.createTopics = (topics) =>
      topics.some(({ name }) => name === 'widgets_red')
        ? Promise.reject(new EngineError('INVALID_REPLICATION_FACTOR', 'There are only 2 brokers.'))
        : admin.createTopics(topics);
    const run = await start(widgets(5), { ...client, admin: { ...admin, createTopics } });
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBe(5));
    expect(states(run)).toMatchObject({
      widgets: 'running',
      widgets_red: 'failed',
      red: 'failed',
      file: 'failed',
      sally: 'running',
    });
    expect(run.nodes().find(({ nodeId }) => nodeId === 'red')?.message).toBe(
      'The topic widgets_red could not be made: There are only 2 brokers.',
    );
  });

  test('stopped and run again, it goes on where it was', async () => {
    const source = node('lines', 'file-source', { file: 'in.txt' });
    const file = pipeline(
      [
        source,
        node('t', 'topic'),
        node('f', 'filter', { condition: 'TRUE' }),
        node('u', 'topic'),
        node('file', 'file-sink', { file: 'red.jsonl' }),
        node('sally', 'consumer'),
      ],
      ['lines t', 't f', 'f u', 'u file', 't sally'],
    );
    writeFileSync(join(folder, 'in.txt'), '1\n2\n3\n');
    const first = await start(file);
    await vi.waitFor(() =>
      expect([first.counters('file').recordsIn, first.counters('sally').recordsIn]).toEqual([3, 3]),
    );
    await first.stop();
    appendFileSync(join(folder, 'in.txt'), '4\n5\n');
    const second = await start(file);
    await vi.waitFor(() => expect(lines().sort()).toEqual(['1', '2', '3', '4', '5']));
    await vi.waitFor(() => expect(second.counters('sally').recordsIn).toBe(2));
    expect(second.counters('f').recordsIn).toBe(2);
  });

  test('paused, everything stands; resumed, everything goes on', async () => {
    const file = pipeline(
      [
        node('p', 'producer', { mode: 'steady', rate: 2000, value: '{{n}}' }),
        node('t', 'topic'),
        node('sally', 'consumer'),
      ],
      ['p t', 't sally'],
    );
    const run = await start(file);
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBeGreaterThan(20));
    run.pause();
    expect(new Set(Object.values(states(run)))).toEqual(new Set(['paused']));
    await settled(() => [run.counters('p').recordsOut, run.counters('sally').recordsIn]);
    const before = [run.counters('p').recordsOut, run.counters('sally').recordsIn];
    for (let turn = 0; turn < 50; turn++)
      await new Promise<void>((resolve) => systemClock.defer(resolve));
    expect([run.counters('p').recordsOut, run.counters('sally').recordsIn]).toEqual(before);
    run.resume();
    await vi.waitFor(() =>
      expect(run.counters('sally').recordsIn).toBeGreaterThan((before[1] ?? 0) + 20),
    );
    expect(states(run)).toEqual({ p: 'running', t: 'running', sally: 'running' });
  });
});

/** Waits until a value has been the same for some turns. */
async function settled(read: () => unknown): Promise<void> {
  let same = 0;
  let last = JSON.stringify(read());
  while (same < 30) {
    await new Promise<void>((resolve) => systemClock.defer(resolve));
    const now = JSON.stringify(read());
    same = now === last ? same + 1 : 0;
    last = now;
  }
}

describe('bringing a running pipeline to a new file', () => {
  test('restarts only what differs', async () => {
    const file = widgets(50);
    const run = await start(file);
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBe(50));
    const gone = file.nodes.filter(({ id }) => id !== 'file');
    const changed = gone.map((one) => {
      if (one.id === 'red') return { ...one, config: { condition: "colour = 'BLUE'" } };
      return one.id === 'sally' ? { ...one, name: 'Sally Ride' } : one;
    });
    await run.apply({
      ...file,
      nodes: [...changed, node('fred', 'consumer', { start: 'latest' })],
      edges: [...file.edges.filter(({ to }) => to !== 'file'), { from: 'widgets', to: 'fred' }],
      layout: { nodes: { gen: { x: 1, y: 1 } } },
    });
    await run.started();
    expect(states(run)).toEqual({
      gen: 'done',
      widgets: 'running',
      red: 'running',
      widgets_red: 'running',
      sally: 'running',
      fred: 'running',
    });
    expect(run.counters('sally').recordsIn).toBe(50);
    expect(run.counters('red').recordsIn).toBe(0);
    cluster.append('widgets', { value: '{"colour": "BLUE"}' });
    cluster.wake();
    await vi.waitFor(() =>
      expect(cluster.values('widgets_red').flat()).toContain('{"colour": "BLUE"}'),
    );
    await vi.waitFor(() => expect(run.counters('fred').recordsIn).toBe(1));
  });

  test('a file of another folder has its paths there', async () => {
    const file = pipeline(
      [node('t', 'topic'), node('out', 'file-sink', { file: 'out.jsonl' })],
      ['t out'],
    );
    const run = await start(file);
    const other = mkdtempSync(join(folder, 'other-'));
    await run.apply(file, other);
    await run.started();
    cluster.append('t', { value: '1' });
    cluster.wake();
    await vi.waitFor(() => expect(readFileSync(join(other, 'out.jsonl'), 'utf8')).toBe('1\n'));
    expect(readFileSync(join(folder, 'out.jsonl'), 'utf8')).toBe('');
  });

  test('a part that was paused by hand stays so, until it is let go', async () => {
    const file = widgets(1);
    const run = await start(file);
    run.pauseNode('sally');
    run.pause();
    run.resume();
    expect(states(run)).toMatchObject({ sally: 'paused', red: 'running' });
    await run.apply({
      ...file,
      nodes: file.nodes.map((one) => (one.id === 'sally' ? { ...one, config: { rate: 5 } } : one)),
    });
    await run.started();
    expect(states(run)).toMatchObject({ sally: 'paused' });
    run.resumeNode('sally');
    expect(states(run)).toMatchObject({ sally: 'running' });
  });
});

describe('a producer node', () => {
  const file = (config: Config = {}) =>
    pipeline([node('p', 'producer', config), node('t', 'topic')], ['p t']);

  test('sends one message by hand, and says where it is', async () => {
    const run = await start(file());
    const sent = await run.send('p', { key: 'k', value: '{"n": {{n}}}', headers: { trace: 'x' } });
    const second = await run.send('p', { key: null, value: null });
    const record = cluster.topic('t').partitions[sent.partition]?.[sent.offset];
    expect([String(record?.key), String(record?.value), record?.headers]).toEqual([
      'k',
      '{"n": 0}',
      [{ key: 'trace', value: Buffer.from('x') }],
    ]);
    expect(cluster.topic('t').partitions[second.partition]?.[second.offset]).toMatchObject({
      key: null,
      value: null,
    });
    expect(run.counters('p').recordsOut).toBe(2);
  });

  test('sends at a steady rate, with keys that go round', async () => {
    const run = await start(file({ mode: 'steady', rate: 3000, key: 'k{{n%2}}', value: '{{n}}' }));
    await vi.waitFor(() => expect(run.counters('p').recordsOut).toBeGreaterThan(40));
    await run.stop();
    const records = cluster.topic('t').partitions.flat();
    const byKey = (key: string) =>
      records
        .filter((record) => String(record.key) === key)
        .map(({ value }) => Number(String(value)));
    expect(byKey('k0').every((n, index) => n === 2 * index)).toBe(true);
    expect(byKey('k1').every((n, index) => n === 2 * index + 1)).toBe(true);
    expect(byKey('k0').length + byKey('k1').length).toBe(records.length);
  });

  test('an empty key is no key', async () => {
    const run = await start(file({ mode: 'steady', rate: 1000 }));
    await vi.waitFor(() => expect(run.counters('p').recordsOut).toBeGreaterThan(0));
    expect(cluster.topic('t').partitions.flat()[0]).toMatchObject({
      key: null,
      value: Buffer.from('{"message": "hello", "n": 0}'),
    });
  });

  test('what it cannot do is told', async () => {
    const run = await start(file());
    await expect(run.seek('p', { to: 'earliest' })).rejects.toThrow('"p" has no position to move.');
    await expect(run.send('t', { key: null, value: '' })).rejects.toThrow('"t" is not running.');
    expect(() => run.pauseNode('nobody')).toThrow('"nobody" is not running.');
  });
});

describe('a consumer node', () => {
  function filled(config: Config, count = 30): PipelineFile {
    cluster.createTopic({ name: 't', partitions: 2, replicationFactor: 3 });
    for (let n = 0; n < count; n++) cluster.append('t', { value: `${n}`, partition: n % 2 });
    return pipeline(
      [node('sally', 'consumer', config), node('t', 'topic', { partitions: 2 })],
      ['t sally'],
    );
  }
  const position = () => [...cluster.readings][0]?.positions().map(({ offset }) => offset);

  test.each<[Config, number[], number]>([
    [{}, [15, 15], 30],
    [{ start: 'latest' }, [15, 15], 0],
    [{ start: 'offset', offset: 10 }, [15, 15], 10],
    [{ start: 'offset', offset: 99 }, [15, 15], 0],
  ])('begins where %j says', async (config, positions, read) => {
    const run = await start(filled(config));
    await vi.waitFor(() =>
      expect([position(), run.counters('sally').recordsIn]).toEqual([positions, read]),
    );
  });

  test('reads at its own pace', async () => {
    const run = await start(filled({ rate: 200 }, 2000));
    const began = systemClock.monotonic();
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBeGreaterThan(60), {
      timeout: 5000,
      interval: 5,
    });
    const { recordsIn } = run.counters('sally');
    // It may fall behind on a busy machine, but it never runs ahead of its pace.
    expect(recordsIn).toBeLessThanOrEqual((200 * (systemClock.monotonic() - began)) / 1000 + 41);
  });

  test('is moved to the oldest record, the newest, and an offset of one partition', async () => {
    const run = await start(filled({}));
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBe(30));
    await run.seek('sally', { to: 'earliest' });
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBe(60));
    await run.seek('sally', { to: 12, topic: 't', partition: 1 });
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBe(63));
    run.pauseNode('sally');
    await run.seek('sally', { to: 0 });
    await run.seek('sally', { to: 'latest' });
    run.resumeNode('sally');
    expect(position()).toEqual([15, 15]);
    await expect(run.seek('sally', { to: 0, topic: 'other' })).rejects.toThrow(
      'sally does not read other now.',
    );
  });

  test('remembers its position over a stop, but not over another start or a new topic', async () => {
    const file = filled({});
    const first = await start(file);
    await vi.waitFor(() => expect(first.counters('sally').recordsIn).toBe(30));
    await first.stop();
    const second = await start(file);
    expect([position(), second.counters('sally').recordsIn]).toEqual([[15, 15], 0]);
    await second.stop();
    const other = await start({
      ...file,
      nodes: file.nodes.map((one) =>
        one.id === 'sally' ? { ...one, config: { start: 'offset', offset: 14 } } : one,
      ),
    });
    await vi.waitFor(() => expect(other.counters('sally').recordsIn).toBe(2));
    await other.stop();
    cluster.topics.delete('t');
    cluster.createTopic({ name: 't', partitions: 2 });
    cluster.append('t', { value: 'new', partition: 0 });
    const anew = await start(file);
    await vi.waitFor(() => expect(anew.counters('sally').recordsIn).toBe(1));
  });

  test('as a member of a group, commits what it has read', async () => {
    const run = await start(filled({ group: 'readers' }));
    await vi.waitFor(() => expect(run.counters('sally').recordsIn).toBe(30));
    await run.stop();
    expect(Object.fromEntries(cluster.committed.get('readers') ?? [])).toEqual({
      't-0': 15,
      't-1': 15,
    });
  });
});

describe('what goes wrong', () => {
  const file = pipeline(
    [
      node('p', 'producer', { mode: 'steady', rate: 500, value: 'x{{n}}' }),
      node('t', 'topic'),
      node('f', 'filter', { condition: 'TRUE' }),
      node('u', 'topic'),
    ],
    ['p t', 't f', 'f u'],
  );

  test('records that are not JSON are told, counted and skipped', async () => {
    const run = await start(file);
    await vi.waitFor(() => expect(run.counters('f').recordsSkipped).toBeGreaterThan(5));
    expect(run.counters('f').recordsOut).toBe(0);
    const told = events.filter(({ nodeId }) => nodeId === 'f');
    expect(told[0]).toMatchObject({
      level: 'problem',
      text: expect.stringMatching(/^f: (The record|\d+ records).* not JSON .* skipped/),
    });
    expect(told).toHaveLength(1);
  });

  test('what may pass is tried again, and says so', async () => {
    const run = await start(file);
    cluster.sendError = new EngineError('CONNECTION_LOST', 'The connection to broker 1 broke.');
    await vi.waitFor(() => expect(states(run)).toMatchObject({ p: 'starting' }));
    expect(run.nodes()[0]?.message).toBe(
      'The connection to broker 1 broke. It tries again in 1 s.',
    );
    const before = run.counters('p').recordsOut;
    cluster.sendError = undefined;
    await vi.waitFor(() => expect(run.counters('p').recordsOut).toBeGreaterThan(before), {
      timeout: 5000,
    });
    expect(states(run)).toMatchObject({ p: 'running' });
  });

  test('what does not pass fails the node alone, in one sentence', async () => {
    const run = await start(file);
    cluster.sendError = new EngineError('MESSAGE_TOO_LARGE', 'The message is too large.');
    await vi.waitFor(() => expect(states(run)).toMatchObject({ p: 'failed' }));
    cluster.sendError = undefined;
    expect(states(run)).toMatchObject({ t: 'running' });
    expect(events.at(-1)).toEqual({
      level: 'problem',
      text: 'p has failed: The message is too large.',
      nodeId: 'p',
      topic: null,
    });
    await expect(run.send('p', { key: null, value: '' })).rejects.toThrow('"p" is failed.');
  });

  test('a sink that cannot open its file says which', async () => {
    const run = await start(
      pipeline(
        [node('t', 'topic'), node('out', 'file-sink', { file: 'none/out.jsonl' })],
        ['t out'],
      ),
    );
    expect(run.nodes()[1]).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('none/out.jsonl'),
    });
  });

  test('a source whose file is a folder says so', async () => {
    const run = await start(
      pipeline([node('in', 'file-source', { file: '.' }), node('t', 'topic')], ['in t']),
    );
    await vi.waitFor(() =>
      expect(run.nodes()[0]).toMatchObject({
        state: 'failed',
        message: expect.stringContaining('It is a directory'),
      }),
    );
  });

  test('a cluster that cannot be reached fails the topics and what needs them', async () => {
    const client = cluster.client();
    const unreachable = () =>
      Promise.reject(new EngineError('CLUSTER_UNREACHABLE', 'No broker answers at localhost:1.'));
    const run = await start(widgets(1), {
      ...client,
      admin: { ...client.admin, describeTopics: unreachable },
    });
    expect(new Set(Object.values(states(run)))).toEqual(new Set(['failed']));
  });
});
