import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openClient } from '../engine/client/open-client.ts';
import { systemPorts } from '../engine/base/ports/real/ports.ts';
import { penstock } from './penstock.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
const sample = fileURLToPath(new URL('../assets/samples/widgets.pipeline.json', import.meta.url));

let directory = '';
let out: string[] = [];
let errors: string[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-cli-'));
  out = [];
  errors = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

/** The program as a process of its own, with what it has said so far. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, PENSTOCK_HOME: directory },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => resolve(code)),
  );
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on(
      'data',
      () => stdout.includes('\n') && resolve(stdout.slice(0, stdout.indexOf('\n'))),
    );
    void exited.then(() => reject(new Error(`It ended without a line: ${stderr}`)));
  });
  return { child: child as ChildProcess, exited, firstLine, said: () => ({ stdout, stderr }) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('--help tells of every command, and each command of its options', async () => {
  expect(await penstock(['--help'])).toBe(0);
  for (const name of ['start', 'serve', 'run', 'validate', 'export']) {
    expect(out[0]).toContain(`  ${name}`);
    expect(await penstock([name, '--help'])).toBe(0);
    expect(out.at(-1)).toMatch(new RegExp(`^Usage: penstock ${name}`));
  }
});

test.each([
  [['fly'], /there is no command "fly"/],
  [['serve', '--brokers', '0'], /--brokers must be a whole number from 1 to 9/],
  [['serve', '--colour', 'red'], /Unknown option '--colour'/],
  [['serve', 'extra'], /"extra" is more than penstock serve takes/],
  [['serve', '--set', 'novalue'], /--set takes key=value/],
  [['serve', '--data', 'x', '--ephemeral'], /exclude each other/],
  [['serve', '--properties', 'x', '--data', 'y'], /--properties says it all/],
  [['run'], /penstock run needs a FILE/],
  [['export', sample, '--to', 'moon'], /--to must be connect or topics, but is "moon"/],
  [['run', sample, '--for', 'ever'], /--for must be a time such as 30s/],
])('wrong words are exit code 2 and one line: %j', async (args, sentence) => {
  expect(await penstock(args)).toBe(2);
  expect(errors).toEqual([expect.stringMatching(sentence)]);
});

test('validate finds nothing wrong with a sample, and says where a broken file is wrong', async () => {
  expect(await penstock(['validate', sample])).toBe(0);
  const broken = join(directory, 'broken.json');
  writeFileSync(broken, readFileSync(sample, 'utf8').replace("colour = 'RED'", 'colour = = 1'));
  expect(await penstock(['validate', broken])).toBe(1);
  expect(out.at(-1)).toMatch(/broken\.json:\d+:\d+ error: Only red, line 1, column \d+/);
  expect(await penstock(['run', broken])).toBe(1);
  expect(await penstock(['validate', join(directory, 'missing.json')])).toBe(1);
  expect(errors.at(-1)).toMatch(/There is no such file/);
});

test('export writes a file for each connector, and a script of kafka-topics commands', async () => {
  expect(
    await penstock(['export', sample, '--to', 'connect', '--out', join(directory, 'connect')]),
  ).toBe(0);
  const files = readdirSync(join(directory, 'connect'));
  const connectors = files.map(
    (file) =>
      JSON.parse(readFileSync(join(directory, 'connect', file), 'utf8')) as {
        name: string;
        config: Record<string, string>;
      },
  );
  expect(new Set(connectors.map(({ config }) => config['connector.class']))).toEqual(
    new Set([
      'io.confluent.kafka.connect.datagen.DatagenConnector',
      'org.apache.kafka.connect.file.FileStreamSinkConnector',
    ]),
  );
  expect(await penstock(['export', sample, '--to', 'topics'])).toBe(0);
  expect(out.at(-1)).toContain("--topic 'widgets' --partitions 3 --replication-factor 3");
});

test('a properties file that is wrong is named with its line', async () => {
  const file = join(directory, 'server.properties');
  writeFileSync(file, 'node.id=1\nprocess.roles=broker\nnum.partitions=many\n');
  expect(await penstock(['serve', '--properties', file])).toBe(1);
  expect(errors[0]).toContain(`${file}:3: Invalid value many for configuration num.partitions`);
});

test(
  'serve --properties runs the nodes that the files describe, under the addresses that they advertise',
  { timeout: 60_000 },
  async () => {
    const port = await freePort();
    const files = [4, 7].map((id) => {
      const file = join(directory, `${id}.properties`);
      const lines = [
        `node.id=${id}`,
        `process.roles=${id === 4 ? 'broker,controller' : 'broker'}`,
        id === 4
          ? 'listeners=PLAINTEXT://127.0.0.1:0,CONTROLLER://127.0.0.1:0'
          : `listeners=PLAINTEXT://127.0.0.1:${port}`,
        ...(id === 4 ? [] : [`advertised.listeners=PLAINTEXT://localhost:${port}`]),
        'controller.listener.names=CONTROLLER',
        'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
        `log.dirs=${join(directory, `data-${id}`)}`,
        'num.partitions=5',
      ];
      writeFileSync(file, lines.join('\n'));
      return file;
    });
    const running = start('serve', '--json', '--properties', ...files);
    const ready = JSON.parse(await running.firstLine) as {
      bootstrap: string;
      brokers: { id: number }[];
    };
    expect(ready.brokers.map(({ id }) => id)).toEqual([4, 7]);
    const bootstrap = `localhost:${port}`;
    expect(ready.bootstrap.split(',')[1]).toBe(bootstrap);
    const client = await openClient({ bootstrap, clientId: 'test', ports: systemPorts });
    await client.admin.createTopics([{ name: 'described', replicationFactor: 2 }]);
    expect((await client.admin.topicOffsets('described')).length).toBe(5);
    await client.close();
    running.child.kill('SIGTERM');
    expect(await running.exited).toBe(0);
    expect(existsSync(join(directory, 'data-4', 'controller', '__cluster_metadata-0'))).toBe(true);
    expect(
      readdirSync(join(directory, 'data-7')).some((name) => name.startsWith('described-')),
    ).toBe(true);
  },
);

test(
  'serve --json says when clients can connect; SIGTERM stops it and loses nothing',
  { timeout: 60_000 },
  async () => {
    const data = join(directory, 'data');
    const first = start(
      'serve',
      '--json',
      '--port',
      '0',
      '--data',
      data,
      '--set',
      'num.partitions=2',
    );
    const ready = JSON.parse(await first.firstLine) as {
      ready: boolean;
      bootstrap: string;
      brokers: { id: number; port: number }[];
      uiUrl: null;
      startMs: number;
    };
    expect(ready).toMatchObject({
      ready: true,
      uiUrl: null,
      brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
    });
    expect(ready.startMs).toBeGreaterThan(0);
    const client = await openClient({
      bootstrap: ready.bootstrap,
      clientId: 'test',
      ports: systemPorts,
    });
    await client.admin.createTopics([{ name: 'kept', replicationFactor: 3 }]);
    const producer = await client.producer();
    await producer.send(
      'kept',
      Array.from({ length: 100 }, (_, index) => ({ value: String(index) })),
    );
    await client.close();
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    expect(first.said()).toMatchObject({ stderr: '' });

    const second = start('serve', '--json', '--port', '0', '--data', data);
    const { bootstrap } = JSON.parse(await second.firstLine) as { bootstrap: string };
    const again = await openClient({ bootstrap, clientId: 'test', ports: systemPorts });
    const offsets = await again.admin.topicOffsets('kept');
    expect([offsets.length, offsets.reduce((sum, { latest }) => sum + latest, 0)]).toEqual([
      2, 100,
    ]);
    await again.close();
    second.child.kill('SIGTERM');
    expect(await second.exited).toBe(0);
  },
);

test(
  'a taken port is one sentence without a stack trace; two on one directory too',
  { timeout: 60_000 },
  async () => {
    const data = join(directory, 'data');
    const first = start('serve', '--json', '--port', '0', '--data', data);
    const { brokers } = JSON.parse(await first.firstLine) as { brokers: { port: number }[] };
    const taken = start(
      'serve',
      '--json',
      '--ephemeral',
      '--brokers',
      '1',
      '--port',
      String(brokers[0]!.port),
    );
    taken.firstLine.catch(() => {});
    expect(await taken.exited).toBe(1);
    expect(taken.said().stderr).toMatch(
      /^penstock: Port \d+ on 127\.0\.0\.1 is taken by another program\. .*\n$/,
    );
    const shared = start('serve', '--json', '--port', '0', '--data', data);
    shared.firstLine.catch(() => {});
    expect(await shared.exited).toBe(1);
    expect(shared.said().stderr.trim().split('\n').length).toBe(1);
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
  },
);

test(
  'serve --ui serves the page to its own address only, start moves to free ports',
  { timeout: 60_000 },
  async () => {
    const child = start('start', '--no-browser', '--port', '0', '--ui-port', '0');
    await child.firstLine;
    const url = /http:\/\/127\.0\.0\.1:(\d+)\/#token=[\w-]{32}/.exec(child.said().stdout);
    const port = Number(url![1]);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve();
      });
      socket.on('error', reject);
    });
    child.child.kill('SIGINT');
    expect(await child.exited).toBe(0);
  },
);

test(
  'run plays a pipeline for a while and tells what went through each part',
  { timeout: 60_000 },
  async () => {
    const file = join(directory, 'widgets.pipeline.json');
    writeFileSync(file, readFileSync(sample, 'utf8'));
    const child = start('run', file, '--for', '5s', '--port', '0');
    expect(await child.exited).toBe(0);
    expect(child.said().stdout).toMatch(/Widget sensors: \d+ in, [1-9]\d* out/);
    expect(existsSync(join(directory, 'widgets-red.jsonl'))).toBe(true);
  },
);
