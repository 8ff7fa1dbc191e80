import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemPorts } from '../../base/ports/real/ports.ts';
import { Host } from '../host.ts';
import { samplesDirectory } from '../places.ts';
import { WebHost } from './web-host.ts';

const TOKEN = 'the-token-of-this-start';
let directory = '';
let host: Host;
let web: WebHost;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'penstock-web-'));
  const page = join(directory, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<title>Penstock</title>');
  writeFileSync(join(page, 'assets', 'a.js'), 'export {}');
  writeFileSync(join(directory, 'secret'), 'secret');
  host = new Host({
    ports: systemPorts,
    app: { version: '0', host: 'web', platform: 'test' },
    stateDirectory: join(directory, 'state'),
    documentsDirectory: join(directory, 'documents'),
    samplesDirectory,
  });
  web = await WebHost.start({
    host,
    address: '127.0.0.1',
    port: 0,
    token: TOKEN,
    pageDirectory: page,
  });
});
afterAll(async () => {
  await web.close();
  await host.close();
  rmSync(directory, { recursive: true, force: true });
});

function fetchPath(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: web.port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
    }).on('error', reject);
  });
}

/** `open`, or the status with which the upgrade was refused. */
function dial(options: {
  token?: string;
  origin?: string;
  host?: string;
  path?: string;
}): Promise<string> {
  const { token = TOKEN, origin = `http://127.0.0.1:${web.port}`, path = '/contract' } = options;
  return new Promise((resolve) => {
    const headers = options.host === undefined ? {} : { host: options.host };
    const socket = new WebSocket(`ws://127.0.0.1:${web.port}${path}?token=${token}`, {
      origin,
      headers,
    });
    socket.on('open', () => {
      resolve('open');
      socket.close();
    });
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', () => resolve('error'));
  });
}

test('the page is served with a policy that forbids eval and other origins', async () => {
  const { status, body, headers } = await fetchPath('/');
  expect([status, body]).toEqual([200, '<title>Penstock</title>']);
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe-eval');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect((await fetchPath('/assets/a.js')).headers['content-type']).toBe(
    'text/javascript; charset=utf-8',
  );
});

test.each([
  '/../secret',
  '/..%2fsecret',
  '/%2e%2e/secret',
  '/assets/../../secret',
  '/assets',
  '/nothing',
  '/%zz',
  '/a%00b',
])('nothing outside the page is served: %s', async (path) => {
  const { status, body } = await fetchPath(path);
  expect([status, body.includes('secret')]).toEqual([404, false]);
});

test('another name in the Host header is refused (DNS rebinding)', async () => {
  expect((await fetchPath('/', { host: 'evil.example' })).status).toBe(403);
});

test('only the own page with the token of this start may speak the contract', async () => {
  expect(await dial({})).toBe('open');
  expect(
    await dial({ origin: `http://localhost:${web.port}`, host: `localhost:${web.port}` }),
  ).toBe('open');
  expect(await dial({ token: 'guess' })).toBe('403');
  expect(await dial({ token: '' })).toBe('403');
  expect(await dial({ origin: 'http://evil.example' })).toBe('403');
  expect(await dial({ host: 'evil.example' })).toBe('403');
  expect(await dial({ path: '/other' })).toBe('403');
});

test('a page that sends nonsense loses its connection, nobody else does', async () => {
  for (const nonsense of ['not json', '{"kind":"steal"}', Buffer.from([1, 2, 3])]) {
    const socket = new WebSocket(`ws://127.0.0.1:${web.port}/contract?token=${TOKEN}`, {
      origin: `http://127.0.0.1:${web.port}`,
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send(nonsense);
    await closed;
  }
  expect(await dial({})).toBe('open');
});
