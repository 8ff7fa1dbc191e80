import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemPorts } from '../base/ports/real/ports.ts';
import { visitLiveFrame } from '../contract/live/live-frame.ts';
import { memoryChannel } from '../contract/transport/channel.ts';
import { pageTransport } from '../contract/transport/page-transport.ts';
import type { Transport } from '../contract/transport/transport.ts';
import type { ViewName, Views } from '../contract/views/view-types.ts';
import { Host } from './host.ts';
import { samplesDirectory } from './places.ts';
import { startCluster } from './start-cluster.ts';

let directory = '';
let host: Host;
let page: Transport;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-host-'));
  host = new Host({
    ports: systemPorts,
    app: { version: '0', host: 'memory', platform: 'test' },
    stateDirectory: join(directory, 'state'),
    documentsDirectory: join(directory, 'documents'),
    samplesDirectory,
  });
  const dataDirectory = join(directory, 'data');
  const cluster = await startCluster(
    { brokers: 3, host: '127.0.0.1', port: 0, mayMove: true, dataDirectory, properties: {} },
    host.clusterWatch.listener,
  );
  host.attach(cluster);
  page = connect();
}, 30_000);
afterAll(async () => {
  await host.close();
  rmSync(directory, { recursive: true, force: true });
});

function connect(): Transport {
  const ends = memoryChannel();
  host.connect(ends.host);
  return pageTransport(ends.page);
}

/** Resolves with the first data of a view of which `isWanted` holds. */
function seen<Name extends ViewName>(
  name: Name,
  isWanted: (data: Views[Name]['data']) => boolean,
  params: Views[Name]['params'] = null,
): Promise<Views[Name]['data']> {
  return new Promise((resolve) => {
    const stop = page.subscribe(name, params, (data) => {
      if (!isWanted(data)) return;
      setImmediate(() => stop());
      resolve(data);
    });
  });
}

/** Resolves when a row of a live frame is as wanted. */
function framed(
  isWanted: (
    rows: Map<number, { position?: number; endOffset?: number; leader?: number }>,
  ) => boolean,
): Promise<void> {
  const rows = new Map<number, { position?: number; endOffset?: number; leader?: number }>();
  return new Promise((resolve) => {
    const stop = page.frames((frame) => {
      visitLiveFrame(frame, {
        partition: ({ liveId, endOffset, leader }) => rows.set(liveId, { endOffset, leader }),
        position: ({ liveId, position }) => rows.set(liveId, { position }),
        node() {},
      });
      if (!isWanted(rows)) return;
      setImmediate(() => stop());
      resolve();
    });
  });
}

test('the cluster is shown with its brokers and where clients reach it', async () => {
  const { brokers, bootstrap, ready } = await seen('cluster', (cluster) =>
    cluster.brokers.every(({ state }) => state === 'running'),
  );
  expect([brokers.map(({ id }) => id), bootstrap.split(',').length, ready]).toEqual([
    [1, 2, 3],
    3,
    true,
  ]);
});

test(
  'the widgets sample runs: offsets rise, named readers stand where they read, the sink fills, a broker dies',
  { timeout: 60_000 },
  async () => {
    const { text } = await page.request('sample.open', { name: 'widgets' });
    expect(await page.request('pipeline.run', { text })).toEqual({ started: true, problems: [] });
    const pipeline = await seen(
      'pipeline',
      ({ nodes }) => nodes.length > 0 && nodes.every(({ state }) => state === 'running'),
    );
    expect(pipeline.state).toBe('running');

    const topics = await seen('topics', (all) =>
      ['widgets', 'widgets_red'].every((name) => all.some((topic) => topic.name === name)),
    );
    const widgets = topics.find(({ name }) => name === 'widgets')!;
    expect([widgets.partitions.length, widgets.replicationFactor]).toEqual([3, 3]);
    const ids = widgets.partitions.map(({ liveId }) => liveId);
    await framed((rows) => ids.every((id) => (rows.get(id)?.endOffset ?? 0) > 3));

    const isNamed = (name: string) => (clients: Views['clients']['data']) =>
      clients.consumers.some(
        (consumer) => consumer.name === name && consumer.positions.length === 3,
      );
    const clients = await seen(
      'clients',
      (data) => isNamed('Sally')(data) && isNamed('Fred')(data),
    );
    const sally = clients.consumers.find(({ name }) => name === 'Sally')!;
    await framed((rows) =>
      sally.positions.every(({ liveId }) => (rows.get(liveId)?.position ?? 0) > 0),
    );

    const update = await seen('messages', ({ messages }) => messages.length > 0, {
      topic: 'widgets',
      newest: 10,
    });
    expect(JSON.parse(update.messages[0]!.value!)).toHaveProperty('production_line');

    await page.request('broker.kill', { brokerId: 2 });
    await framed((rows) => ids.every((id) => [1, 3].includes(rows.get(id)?.leader ?? -1)));
    await seen('events', (events) =>
      events.some((event) => /Broker (1|3) now leads widgets-\d/.test(event.text)),
    );
    await page.request('broker.restart', { brokerId: 2 });
    await seen('cluster', (cluster) => cluster.brokers.every(({ state }) => state === 'running'));

    const file = join(directory, 'documents', 'widgets-red.jsonl');
    await host.pipeline.running.started();
    await page.request('pipeline.stop', {});
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { colour: string });
    expect(new Set(lines.map(({ colour }) => colour))).toEqual(new Set(['RED']));
  },
);

test(
  'a producer node sends by hand, and a foreign consumer is seen by its own name',
  { timeout: 30_000 },
  async () => {
    const text = JSON.stringify({
      penstock: 1,
      name: 'by hand',
      cluster: { brokers: 3 },
      nodes: [
        { id: 'hand', kind: 'producer', name: 'Hand', config: {} },
        { id: 'notes', kind: 'topic', name: 'notes', config: { partitions: 1 } },
      ],
      edges: [{ from: 'hand', to: 'notes' }],
      layout: { nodes: {} },
    });
    await page.request('pipeline.run', { text });
    await seen('pipeline', ({ nodes }) =>
      nodes.some(({ nodeId, state }) => nodeId === 'hand' && state === 'running'),
    );
    expect(
      await page.request('node.send', {
        nodeId: 'hand',
        key: 'k',
        value: 'hello',
        headers: { a: 'b' },
      }),
    ).toEqual({ topic: 'notes', partition: 0, offset: 0 });
    const { messages } = await seen('messages', (update) => update.messages.length > 0, {
      topic: 'notes',
      newest: 5,
    });
    expect(messages[0]).toMatchObject({
      key: 'k',
      value: 'hello',
      offset: 0,
      headers: [{ key: 'a', value: 'b' }],
      json: false,
    });
    await expect(
      page.request('node.seek', { nodeId: 'hand', to: 'earliest' }),
    ).rejects.toMatchObject({ code: 'WRONG_NODE' });
    await page.request('pipeline.stop', {});
  },
);

test('what cannot run is refused with its problems and changes nothing', async () => {
  const { started, problems } = await page.request('pipeline.run', { text: '{"penstock": 9}' });
  expect([started, problems[0]?.code]).toEqual([false, 'version-newer']);
  expect((await seen('pipeline', () => true)).state).toBe('stopped');
});

test('files are saved atomically, never over others unasked, and remembered', async () => {
  const path = join(directory, 'documents', 'mine.pipeline.json');
  await page.request('file.save', { path, text: 'one' });
  await expect(page.request('file.save', { path, text: 'two' })).rejects.toMatchObject({
    code: 'FILE_EXISTS',
  });
  await page.request('file.save', { path, text: 'two', overwrite: true });
  expect((await page.request('file.open', { path })).text).toBe('two');
  expect(
    (await page.request('recent.list', {})).map(({ name, missing }) => ({ name, missing })),
  ).toEqual([{ name: 'mine', missing: false }]);
  rmSync(path);
  expect((await page.request('recent.list', {}))[0]?.missing).toBe(true);
  await expect(page.request('file.open', { path })).rejects.toMatchObject({ code: 'FILE_MISSING' });
  await page.request('recent.forget', { path });
  expect(await page.request('recent.list', {})).toEqual([]);
});

test('unsaved work is kept until it is saved or not wanted', async () => {
  await page.request('autosave.write', {
    documentId: '../../etc/passwd',
    path: null,
    text: 'draft',
  });
  expect(
    (await page.request('autosave.list', {})).map(({ documentId, text }) => ({ documentId, text })),
  ).toEqual([{ documentId: '../../etc/passwd', text: 'draft' }]);
  await page.request('autosave.discard', { documentId: '../../etc/passwd' });
  expect(await page.request('autosave.list', {})).toEqual([]);
});

test('settings outlive the host', async () => {
  await page.request('settings.write', { theme: 'light' });
  await page.request('settings.write', { panels: 'wide' });
  expect(await page.request('settings.read', {})).toEqual({ theme: 'light', panels: 'wide' });
  expect(JSON.parse(readFileSync(join(directory, 'state', 'settings.json'), 'utf8'))).toEqual({
    theme: 'light',
    panels: 'wide',
  });
});

test('wrong commands and wrong arguments are refused in words', async () => {
  const other = connect();
  await expect(other.request('no.such' as 'app.info', {})).rejects.toMatchObject({
    code: 'NO_SUCH_COMMAND',
  });
  await expect(
    other.request('broker.kill', { brokerId: 'two' as unknown as number }),
  ).rejects.toMatchObject({ code: 'BAD_ARGUMENTS' });
  await expect(other.request('sample.open', { name: '../../package' })).rejects.toMatchObject({
    code: 'NO_SUCH_SAMPLE',
  });
  await expect(other.request('file.choose', { purpose: 'open' })).rejects.toMatchObject({
    code: 'NO_DIALOGS',
  });
  other.close();
});
