import { expect, test, vi } from 'vitest';
import type { ConsumerView } from '../../../engine/contract/views/clients.ts';
import type { TopicView } from '../../../engine/contract/views/topics.ts';
import { createScriptedHost } from '../../state/scripted-host.ts';
import { createWorkspace } from '../../state/workspace.ts';
import { watchedRows } from './strip-model.ts';
import { watchModel } from './watch-model.ts';

const ports = {
  request: () => 0,
  cancel: () => undefined,
  setTimer: () => 0,
  clearTimer: () => undefined,
};
const topic: TopicView = {
  name: 'widgets',
  topicId: 'id',
  internal: false,
  replicationFactor: 2,
  partitions: [
    { partition: 0, liveId: 1, replicas: [1, 2] },
    { partition: 1, liveId: 2, replicas: [2, 1] },
  ],
  configs: {},
};
const consumer = (change: Partial<ConsumerView>): ConsumerView => ({
  id: 'c',
  clientId: 'c',
  name: 'Sally',
  nodeId: null,
  groupId: null,
  memberId: null,
  address: '',
  software: '',
  state: 'reading',
  positions: [{ liveId: 11, topic: 'widgets', partition: 1 }],
  ...change,
});

function started() {
  const host = createScriptedHost();
  const workspace = createWorkspace(host.transport, ports);
  const watched = watchModel({ workspace, topic: 'widgets', partitions: 3 }, () => undefined);
  return { host, workspace, watched };
}

test('a topic that is not there yet is drawn as it is planned', () => {
  const { watched } = started();
  expect(watched.model()).toEqual({
    topic: 'widgets',
    partitions: [0, 1, 2].map((partition) => ({
      partition,
      liveId: -1,
      replicas: [],
      readers: [],
    })),
  });
});

test('once it is there it is drawn as it is, with who reads it', async () => {
  const { host, watched } = started();
  host.publish('topics', [topic]);
  host.publish('clients', {
    consumers: [consumer({}), consumer({ id: 'x', state: 'gone' })],
    producers: [],
  });
  await vi.waitUntil(() => watched.model().partitions[1]?.readers.length === 1);
  expect(watched.model().partitions).toEqual([
    { partition: 0, liveId: 1, replicas: [1, 2], readers: [] },
    {
      partition: 1,
      liveId: 2,
      replicas: [2, 1],
      readers: [
        {
          key: 'c:11',
          person: 'Sally',
          liveId: 11,
          name: 'Sally',
          initial: 'S',
          hue: 1,
          shape: 'circle',
          isPaused: false,
        },
      ],
    },
  ]);
  expect(watchedRows(watched.model())).toEqual({ partitions: [1, 2], positions: [11] });
});

test('a part of the pipeline keeps to the background, a reader of ours is alone unless its settings name a group', async () => {
  const { host, workspace, watched } = started();
  const place = { x: 0, y: 0 };
  const filter = workspace.document.addNode('filter', place)!;
  const reader = workspace.document.addNode('consumer', place)!;
  host.publish('topics', [topic]);
  host.publish('clients', {
    consumers: [
      consumer({ id: 'f', name: 'Only red', nodeId: filter, groupId: 'only-red' }),
      consumer({ id: 's', nodeId: reader, groupId: 'sally', state: 'paused' }),
      consumer({ id: 'a', name: 'app', groupId: 'apps' }),
    ],
    producers: [],
  });
  await vi.waitUntil(() => watched.model().partitions[1]?.readers.length === 3);
  expect(
    watched.model().partitions[1]?.readers.map(({ name, hue, shape, isPaused }) => ({
      name,
      hue,
      shape,
      isPaused,
    })),
  ).toEqual([
    { name: 'Only red', hue: 0, shape: 'circle', isPaused: false },
    { name: 'Sally', hue: 1, shape: 'circle', isPaused: true },
    { name: 'app', hue: 2, shape: 'square', isPaused: false },
  ]);
});

test('closed, it follows nothing more', async () => {
  const { host, workspace, watched } = started();
  watched.close();
  host.publish('topics', [topic]);
  await vi.waitUntil(() => workspace.session.store.getState().topics.length > 0);
  expect(watched.model().partitions).toHaveLength(3);
});
