import { expect, test, vi } from 'vitest';
import type { EventView } from '../../../engine/contract/views/events.ts';
import { createScriptedHost, scriptedAppInfo } from '../scripted-host.ts';
import { createSession, EVENTS_MAX, withEvents } from './session-store.ts';

const event = (sequence: number): EventView => ({
  sequence,
  at: 0,
  level: 'info',
  source: 'cluster',
  text: `event ${sequence}`,
  nodeId: null,
  brokerId: null,
  topic: null,
});

test('what the host says stands in the store', async () => {
  const host = createScriptedHost();
  const session = createSession(host.transport);
  await vi.waitUntil(() => session.store.getState().connection === 'connected');
  const topics = [
    {
      name: 'widgets',
      topicId: 'x',
      internal: false,
      replicationFactor: 3,
      partitions: [],
      configs: {},
    },
  ];
  host.publish('topics', topics);
  await vi.waitUntil(() => session.store.getState().topics.length > 0);
  expect(session.store.getState().topics).toEqual(topics);
});

test('what hosts the page is asked for', async () => {
  const host = createScriptedHost();
  const session = createSession(host.transport);
  await vi.waitUntil(() => session.store.getState().appInfo !== null);
  expect(session.store.getState().appInfo).toEqual(scriptedAppInfo);
});

test('a closed session hears nothing more', async () => {
  const host = createScriptedHost();
  const session = createSession(host.transport);
  await vi.waitUntil(() => host.subscribed('events') === 1);
  session.close();
  await vi.waitUntil(() => host.subscribed('events') === 0);
});

test('events are added, told again only once, and kept within bounds', () => {
  const known = withEvents([], [event(1), event(2)]);
  expect(withEvents(known, [event(3)]).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(withEvents(known, [event(2), event(3)]).map(({ sequence }) => sequence)).toEqual([
    1, 2, 3,
  ]);
  expect(withEvents(known, [])).toBe(known);
  const many = Array.from({ length: EVENTS_MAX + 5 }, (_, index) => event(index));
  expect(withEvents([], many)).toHaveLength(EVENTS_MAX);
});

test('a new host begins with its own first event', () => {
  expect(withEvents([event(7)], [event(1)]).map(({ sequence }) => sequence)).toEqual([1]);
});
