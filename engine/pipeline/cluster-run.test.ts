import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemPorts } from '../base/ports/real/ports.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { openClient } from '../client/open-client.ts';
import { Cluster, type ClusterListener } from '../cluster/cluster.ts';
import { parsePipeline } from '../contract/project/parse-pipeline.ts';
import type { PipelineFile } from '../contract/project/pipeline-file.ts';
import { runPipeline, type PipelineEvent, type PipelineRun } from './run-pipeline.ts';

const assets = join(dirname(fileURLToPath(import.meta.url)), '../../assets');
const WAIT = { timeout: 30_000, interval: 20 };

let folder = '';
let cluster: Cluster | undefined;
let client: ClusterClient | undefined;
let run: PipelineRun | undefined;
let events: PipelineEvent[] = [];
let seen: SeenReads;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipeline-cluster-'));
  events = [];
  seen = new SeenReads();
});
afterEach(async () => {
  await run?.stop();
  await client?.close();
  await cluster?.stop();
  [run, client, cluster] = [undefined, undefined, undefined];
  rmSync(folder, { recursive: true, force: true });
});

function sample(name: string, change: (file: PipelineFile) => PipelineFile): PipelineFile {
  const parsed = parsePipeline(
    readFileSync(join(assets, 'samples', `${name}.pipeline.json`), 'utf8'),
  );
  if (!parsed.ok) throw new Error(`The sample ${name} does not parse.`);
  return change(parsed.file);
}

/** Sets some of the settings of some nodes. */
function configured(
  file: PipelineFile,
  configs: Readonly<Record<string, PipelineFile['nodes'][number]['config']>>,
): PipelineFile {
  return {
    ...file,
    nodes: file.nodes.map((node) => ({ ...node, config: { ...node.config, ...configs[node.id] } })),
  };
}

async function start(
  file: PipelineFile,
): Promise<{ cluster: Cluster; run: PipelineRun; client: ClusterClient }> {
  cluster ??= await Cluster.start(
    {
      brokers: 3,
      host: '127.0.0.1',
      ports: [0, 0, 0],
      dataDirectory: join(folder, 'data'),
      properties: {},
    },
    { onTelemetry: (telemetry) => seen.hear(telemetry) },
  );
  client ??= await openClient({
    bootstrap: cluster.bootstrap,
    clientId: 'test',
    ports: systemPorts,
  });
  run = await runPipeline({
    file,
    client,
    ports: systemPorts,
    stateDirectory: join(folder, 'state'),
    filesDirectory: folder,
    serviceClientId: 'penstock-host-connect',
    onEvent: (event) => events.push(event),
    onStatus: () => undefined,
  });
  await run.started();
  return { cluster, run, client };
}

function lines(): string[] {
  return readFileSync(join(folder, 'widgets-red.jsonl'), 'utf8').split('\n').slice(0, -1);
}

/** The values of a topic as text. */
async function valuesOf(from: ClusterClient, topic: string): Promise<string[]> {
  const ends = await from.admin.topicOffsets(topic);
  const wanted = ends.reduce((sum, { earliest, latest }) => sum + latest - earliest, 0);
  const values: string[] = [];
  const reader = await from.reader({
    topics: [topic],
    onBatch: ({ records }) => void values.push(...records.map(({ value }) => String(value))),
  });
  await vi.waitFor(() => expect(values.length).toBeGreaterThanOrEqual(wanted), WAIT);
  await reader.close();
  return values;
}

test(
  'the widgets sample runs on three brokers, through the death of one, and every red widget reaches the file once',
  { timeout: 90_000 },
  async () => {
    const file = sample('widgets', (whole) =>
      configured(whole, { sensors: { quickstart: 'widgets', rate: 700, iterations: 2000 } }),
    );
    const { cluster: brokers, run: running, client: tools } = await start(file);
    await vi.waitFor(
      () => expect(running.counters('sensors').recordsOut).toBeGreaterThan(300),
      WAIT,
    );
    await brokers.kill(2);
    await vi.waitFor(() => expect(running.counters('sensors').recordsOut).toBe(2000), WAIT);
    await brokers.restart(2);
    const made = await valuesOf(tools, 'widgets');
    const red = made.filter((value) => {
      const widget = JSON.parse(value) as { colour: string; widget_weight_g: number };
      return widget.colour === 'RED' && widget.widget_weight_g > 100;
    });
    await vi.waitFor(
      () => expect(running.counters('only-red').recordsIn).toBeGreaterThanOrEqual(2000),
      WAIT,
    );
    await vi.waitFor(() => expect(new Set(lines()).size).toBe(new Set(red).size), WAIT);
    expect(new Set(lines())).toEqual(new Set(red));
    expect(made).toHaveLength(2000);
    // Fred reads 4 a second: he has begun, and is far behind.
    expect(running.counters('fred').recordsIn).toBeGreaterThan(0);
    expect(running.counters('fred').recordsIn).toBeLessThan(1000);
    expect(events.filter(({ level }) => level === 'problem')).toEqual([]);
  },
);

test(
  'the clicks sample: three members share six partitions, and a key stays in one',
  { timeout: 90_000 },
  async () => {
    const file = sample('clicks', (whole) =>
      configured(whole, { 'clicks-producer': { rate: 300 } }),
    );
    const { run: running, client: tools } = await start(file);
    const read = (id: string) => running.counters(id).recordsIn;
    await vi.waitFor(async () => {
      const { members } = await tools.admin.describeGroup('click-counters');
      const shares = members.map(
        ({ assignment }) => assignment.flatMap(({ partitions }) => partitions).length,
      );
      expect(shares).toEqual([2, 2, 2]);
    }, WAIT);
    const { members } = await tools.admin.describeGroup('click-counters');
    expect(members.map(({ clientId }) => clientId).sort()).toEqual([
      'penstock-mary',
      'penstock-otto',
      'penstock-rick',
    ]);
    const sum = () => read('rick') + read('mary') + read('otto');
    await vi.waitFor(() => expect(sum()).toBeGreaterThan(200), WAIT);
    running.pauseNode('clicks-producer');
    await vi.waitFor(async () => {
      const ends = await tools.admin.topicOffsets('clicks');
      const offsets = await tools.admin.groupOffsets('click-counters', ['clicks']);
      const committed = new Map(offsets.map(({ partition, offset }) => [partition, offset]));
      expect(
        ends.filter(({ partition, latest }) => (committed.get(partition) ?? 0) < latest),
      ).toEqual([]);
    }, WAIT);
    const keysByPartition = new Map<string, Set<number>>();
    const reader = await tools.reader({
      topics: ['clicks'],
      onBatch: ({ partition, records }) => {
        for (const { key } of records)
          keysByPartition.set(
            String(key),
            (keysByPartition.get(String(key)) ?? new Set()).add(partition),
          );
      },
    });
    await vi.waitFor(() => expect(keysByPartition.size).toBe(8), WAIT);
    await reader.close();
    expect([...keysByPartition.values()].map(({ size }) => size)).toEqual(
      Array.from({ length: 8 }, () => 1),
    );
  },
);

test(
  'a slow reader is seen where it is, keeps its place over a stop, and moves where it is told',
  { timeout: 90_000 },
  async () => {
    const file = sample('widgets', (whole) =>
      configured(whole, {
        sensors: { quickstart: 'widgets', rate: 2000, iterations: 500 },
        fred: { rate: 20 },
      }),
    );
    const { cluster: brokers, run: running } = await start(file);
    brokers.watch(30);
    await vi.waitFor(() => expect(running.counters('fred').recordsIn).toBeGreaterThan(40), WAIT);
    const sums = seen.positions('penstock-fred');
    expect(sums.length).toBeGreaterThan(5);
    // What it read before the watch began is the first step; from then on it goes in small ones.
    const steps = sums.slice(1).map((sum, index) => sum - (sums[index] ?? 0));
    expect(Math.max(...steps.slice(3))).toBeLessThanOrEqual(8);
    expect(Math.abs((sums.at(-1) ?? 0) - running.counters('fred').recordsIn)).toBeLessThanOrEqual(
      10,
    );
    await running.stop();
    const before = running.counters('fred').recordsIn;
    expect(before).toBeLessThan(400);
    seen = new SeenReads();
    const { run: again } = await start(file);
    await vi.waitFor(() => expect(again.counters('fred').recordsIn).toBeGreaterThan(4), WAIT);
    await vi.waitFor(
      () => expect(seen.positions('penstock-fred').at(-1)).toBeGreaterThan(before),
      WAIT,
    );
    // The source makes its count anew with each run.
    await vi.waitFor(() => expect(again.counters('sensors').recordsOut).toBe(500), WAIT);
    await again.seek('fred', { to: 'latest' });
    await vi.waitFor(() => expect(seen.positions('penstock-fred').at(-1)).toBe(1000), WAIT);
    await again.seek('fred', { to: 7, partition: 1 });
    await vi.waitFor(() => expect(seen.positions('penstock-fred').at(-1)).toBeLessThan(1000), WAIT);
  },
);

type Telemetry = Parameters<NonNullable<ClusterListener['onTelemetry']>>[0];

/** What the brokers tell of the reads of clients. */
class SeenReads {
  /** By broker and read id: whose it is and of what. */
  readonly #reads = new Map<string, { clientId: string; place: string }>();
  /** By client, then by partition. */
  readonly #positions = new Map<string, Map<string, number>>();
  readonly #sums = new Map<string, number[]>();

  hear({ brokerId, clients, reads }: Telemetry): void {
    for (const { clientId, reads: named } of clients ?? []) {
      for (const { id, topic, partition } of named) {
        this.#reads.set(`${brokerId}/${id}`, { clientId, place: `${topic}-${partition}` });
      }
    }
    for (let at = 0; at < reads.length; at += 2) {
      const read = this.#reads.get(`${brokerId}/${reads[at]}`);
      if (read !== undefined) this.#see(read, reads[at + 1] ?? 0);
    }
  }

  /** The sum of its positions over all partitions, as it was told again and again. */
  positions(clientId: string): number[] {
    return this.#sums.get(clientId) ?? [];
  }

  #see({ clientId, place }: { clientId: string; place: string }, position: number): void {
    const positions = this.#positions.get(clientId) ?? new Map<string, number>();
    this.#positions.set(clientId, positions.set(place, position));
    const sum = [...positions.values()].reduce((total, one) => total + one, 0);
    this.#sums.set(clientId, [...(this.#sums.get(clientId) ?? []), sum]);
  }
}
