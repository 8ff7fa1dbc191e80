import { expect, test } from 'vitest';
import type { BrokerTelemetry, ClientSnapshot } from '../broker/telemetry.ts';
import type { GroupView } from '../groups/group-view.ts';
import { ClientBook } from './client-book.ts';
import { LiveState } from './live/live-state.ts';

const silent = { onLeader() {}, onInSync() {} };
const nodes = new Map([['penstock-sally', { nodeId: 'sally', name: 'Sally', isPaused: false }]]);

function telemetry(change: Partial<BrokerTelemetry>): BrokerTelemetry {
  return {
    brokerId: 1,
    at: 0,
    names: [],
    partitions: new Float64Array(),
    reads: new Float64Array(),
    clients: undefined,
    groups: undefined,
    topology: undefined,
    counts: { led: 0, held: 0, inSync: 0 },
    ...change,
  };
}

function client(change: Partial<ClientSnapshot>): ClientSnapshot {
  return {
    connectionId: 1,
    clientId: 'app',
    address: '127.0.0.1:5000',
    software: 'java 4',
    groupId: null,
    memberId: null,
    reads: [],
    writes: [],
    ...change,
  };
}

function setUp() {
  const live = new LiveState(silent);
  return { live, book: new ClientBook(live, (clientId) => nodes.get(clientId)) };
}

test('a reader without a group is one consumer over all brokers, under the name of its node', () => {
  const { live, book } = setUp();
  const reads = (id: number, partition: number) => [{ id, topic: 't', partition }];
  book.take(
    telemetry({
      brokerId: 1,
      clients: [client({ clientId: 'penstock-sally', reads: reads(7, 0) })],
    }),
  );
  book.take(
    telemetry({
      brokerId: 2,
      clients: [
        client({ clientId: 'penstock-sally', address: '127.0.0.1:6000', reads: reads(9, 1) }),
      ],
    }),
  );
  const { consumers } = book.clients(0);
  expect(
    consumers.map(({ name, nodeId, groupId, positions }) => [
      name,
      nodeId,
      groupId,
      positions.map(({ partition }) => partition),
    ]),
  ).toEqual([['Sally', 'sally', null, [0, 1]]]);
  live.take(telemetry({ brokerId: 2, reads: Float64Array.from([9, 42]) }));
  expect(live.positions.get(consumers[0]!.positions[1]!.liveId)?.position).toBe(42);
});

test('members of a group have what they were assigned, with their committed offsets; an idle one is said to be', () => {
  const { live, book } = setUp();
  const member = (memberId: string, partitions: number[]) => ({
    memberId,
    groupInstanceId: null,
    clientId: memberId,
    clientHost: '/127.0.0.1',
    assignment: [{ topic: 't', partitions }],
  });
  const group: GroupView = {
    groupId: 'g',
    state: 'Stable',
    protocolType: 'consumer',
    protocol: 'range',
    generationId: 3,
    leaderId: 'a',
    members: [member('a', [0]), member('b', [])],
    offsets: [
      {
        topic: 't',
        partition: 0,
        committedOffset: 12,
        leaderEpoch: 0,
        metadata: '',
        commitTimestampMs: 0,
      },
    ],
  };
  const reading = client({
    clientId: 'a',
    groupId: 'g',
    memberId: 'a',
    reads: [{ id: 3, topic: 't', partition: 0 }],
  });
  book.take(telemetry({ clients: [reading], groups: [group] }));
  const { consumers } = book.clients(0);
  expect(consumers.map(({ clientId, state, groupId }) => [clientId, state, groupId])).toEqual([
    ['a', 'reading', 'g'],
    ['b', 'idle', 'g'],
  ]);
  expect(live.positions.get(consumers[0]!.positions[0]!.liveId)).toMatchObject({
    position: -1,
    committed: 12,
  });
  expect(book.groups()).toMatchObject([
    { groupId: 'g', generation: 3, coordinator: 1, members: [{ host: '127.0.0.1' }, {}] },
  ]);
});

test('who writes is a producer with its topics; the tools of the host are not shown', () => {
  const { book } = setUp();
  const writes = (topic: string) => [{ topic, records: 1, bytes: 1 }];
  book.take(
    telemetry({
      brokerId: 1,
      clients: [
        client({ writes: writes('b') }),
        client({ clientId: 'penstock-host-x', writes: writes('c') }),
      ],
    }),
  );
  book.take(
    telemetry({
      brokerId: 2,
      clients: [client({ address: '127.0.0.1:7000', writes: writes('a') })],
    }),
  );
  expect(book.clients(0).producers.map(({ name, topics }) => [name, topics])).toEqual([
    ['app', ['a', 'b']],
  ]);
  book.brokerGone(1);
  expect(book.clients(0).producers.map(({ topics }) => topics)).toEqual([['a']]);
});
