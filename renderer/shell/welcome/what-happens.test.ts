/** The line at the first start says what is true just now. */

import { expect, test } from 'vitest';
import type { LiveFrame } from '../../../engine/contract/live/live-frame.ts';
import type { SessionState } from '../../state/session/session-store.ts';
import { LiveRows } from '../../state/live/live-rows.ts';
import type { PartitionColumn, PositionColumn } from '../../state/live/live-store.ts';
import { whatHappens } from './what-happens.ts';

const partition: LiveFrame['partitions'][number] = {
  liveId: 1,
  leader: 1,
  leaderEpoch: 0,
  inSync: 0b1110,
  logStart: 0,
  highWatermark: 100,
  endOffset: 100,
  rate: 2.5,
  bytesRate: 0,
};

function live(position: number) {
  const partitions = new LiveRows<PartitionColumn>([
    'leader',
    'leaderEpoch',
    'inSync',
    'logStart',
    'highWatermark',
    'endOffset',
    'rate',
    'bytesRate',
  ]);
  const positions = new LiveRows<PositionColumn>(['position', 'committed', 'rate']);
  partitions.write(1, partition);
  positions.write(9, { position, committed: -1, rate: 0 });
  return { partitions, positions };
}

function consumer(name: string, nodeId: string | null) {
  return {
    id: name,
    clientId: name,
    name,
    nodeId,
    groupId: null,
    memberId: null,
    address: '',
    software: '',
    state: 'reading' as const,
    positions: [{ liveId: 9, topic: 'widgets', partition: 0 }],
  };
}

const session: Pick<SessionState, 'cluster' | 'clients' | 'pipeline' | 'topics'> = {
  cluster: {
    clusterId: 'c',
    bootstrap: '127.0.0.1:9092',
    controller: { id: 100, state: 'running' },
    brokers: [],
    ready: true,
  },
  pipeline: { state: 'running', name: 'widgets', path: null, nodes: [] },
  clients: { consumers: [consumer('Fred', 'fred'), consumer('Sally', 'sally')], producers: [] },
  topics: [
    {
      name: 'widgets',
      topicId: 't',
      internal: false,
      replicationFactor: 1,
      partitions: [{ partition: 0, liveId: 1, replicas: [1] }],
      configs: {},
    },
  ],
};

test('it follows Sally where there is one', () => {
  expect(whatHappens(session, live(90))).toBe(
    '2.5 records a second flow into widgets. Sally is 10 records behind on widgets.',
  );
});

test('one record is one record, and none is caught up', () => {
  expect(whatHappens(session, live(99))).toContain('Sally is 1 record behind on widgets.');
  expect(whatHappens(session, live(100))).toContain('Sally has read all of widgets.');
});

test('programs that are none of ours are not followed', () => {
  const foreign = { consumers: [consumer('my-app', null)], producers: [] };
  expect(whatHappens({ ...session, clients: foreign }, live(1))).toBe('The sample is running.');
});

test('before the brokers are ready it says so', () => {
  expect(whatHappens({ ...session, cluster: null }, live(1))).toContain('starting');
});

test.each([
  ['stopped', 'The sample is stopped. Press Run to see it move.'],
  ['paused', 'The sample is paused.'],
] as const)('a pipeline that is %s is said to be', (state, line) => {
  expect(whatHappens({ ...session, pipeline: { ...session.pipeline, state } }, live(1))).toBe(line);
});
