import { expect, test, vi } from 'vitest';
import { CommandRefused } from '../../engine/contract/transport/transport.ts';
import { createScriptedHost } from './scripted-host.ts';
import { createWorkspace } from './workspace.ts';

const ports = {
  request: () => 0,
  cancel: () => undefined,
  setTimer: () => 0,
  clearTimer: () => undefined,
};

test('a workspace joins the three stores to one transport', async () => {
  const host = createScriptedHost();
  const { document, live, session } = createWorkspace(host.transport, ports);
  host.publish('events', []);
  await vi.waitUntil(() => session.store.getState().connection === 'connected');
  await vi.waitUntil(() => host.frame({ at: 5, partitions: [], positions: [], nodes: [] }));
  await vi.waitUntil(() => live.at() === 5);
  expect(document.store.getState().dirty).toBe(false);
});

test('closed, it asks for nothing more', async () => {
  const host = createScriptedHost();
  const workspace = createWorkspace(host.transport, ports);
  await vi.waitUntil(() => host.subscribed('topics') === 1 && host.wantsFrames());
  workspace.close();
  await vi.waitUntil(() => host.subscribed('topics') === 0 && !host.wantsFrames());
});

test('a scripted host answers as it was told, remembers what it was asked, and refuses the rest', async () => {
  const host = createScriptedHost();
  host.answer('pipeline.validate', () => ({ problems: [] }));
  await expect(host.transport.request('pipeline.validate', { text: '{}' })).resolves.toEqual({
    problems: [],
  });
  await expect(host.transport.request('pipeline.stop', {})).rejects.toThrow(CommandRefused);
  expect(host.requests.map(({ name }) => name)).toEqual(['pipeline.validate', 'pipeline.stop']);
});
