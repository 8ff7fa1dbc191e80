/** One connection: versions, answers that find their question, and every way in which a broker can fail to answer. */

import { beforeEach, describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { apiVersions, heartbeat, listGroups } from '../../protocol/messages/index.ts';
import { BrokerConnection } from './connection.ts';
import { ScriptedCluster } from './scripted-cluster.ts';

let cluster: ScriptedCluster;
beforeEach(async () => {
  cluster = await new ScriptedCluster().start();
  cluster.answer(heartbeat, () => ({ errorCode: 0 }));
});

function open(requestTimeoutMs = 1000): Promise<BrokerConnection> {
  const { ports, bootstrap } = cluster;
  return cluster.run(
    BrokerConnection.open({ ports, address: bootstrap[0]!, clientId: 'tester', requestTimeoutMs }),
  );
}

const member = { groupId: 'g', generationId: 1, memberId: 'm' };

function advertise(versions: readonly [number, number], errorCode = 0) {
  const [minVersion, maxVersion] = versions;
  return { errorCode, apiKeys: [{ apiKey: heartbeat.key, minVersion, maxVersion }] };
}

describe('versions', () => {
  test('the newest that both sides know is spoken', async () => {
    cluster.answer(apiVersions, () => advertise([0, 2]));
    const connection = await open();
    await cluster.run(connection.request(heartbeat, member));
    expect(cluster.askedOf(heartbeat)).toEqual([
      {
        api: 'Heartbeat',
        broker: 1,
        version: 2,
        clientId: 'tester',
        body: { ...member, groupInstanceId: null },
      },
    ]);
  });

  test('a caller may ask for an older one', async () => {
    const connection = await open();
    await cluster.run(connection.request(heartbeat, member, { versionMax: 1 }));
    expect(cluster.askedOf(heartbeat)[0]!.version).toBe(1);
  });

  test('an API that the broker lacks, or has only in versions to come, is refused before it is sent', async () => {
    cluster.answer(apiVersions, () => advertise([7, 9]));
    const connection = await open();
    expect(() => connection.request(heartbeat, member)).toThrow(
      'broker:9001 has no version of Heartbeat that we know.',
    );
    expect(() => connection.request(listGroups, {})).toThrow(/has no version of ListGroups/);
    expect(cluster.asked).toEqual([]);
  });

  test('an old broker that refuses our question is asked in the oldest version', async () => {
    const asked: number[] = [];
    cluster.answer(apiVersions, (_, { version }) => {
      asked.push(version);
      return version > 0
        ? { errorCode: ErrorCode.UNSUPPORTED_VERSION, apiKeys: [] }
        : advertise([0, 1]);
    });
    const connection = await open();
    expect([asked, connection.versionOf(heartbeat)]).toEqual([[3, 0], 1]);
  });
});

describe('answers', () => {
  test('find their questions, also when several are under way', async () => {
    cluster.answer(heartbeat, ({ generationId }) => ({ errorCode: generationId }));
    const connection = await open();
    const answers = await cluster.run(
      Promise.all(
        [1, 2, 3].map((generationId) => connection.request(heartbeat, { ...member, generationId })),
      ),
    );
    expect(answers.map(({ errorCode }) => errorCode)).toEqual([1, 2, 3]);
  });

  test('silence breaks the connection when the time is over', async () => {
    cluster.answer(heartbeat, () => 'silence');
    const connection = await open(500);
    const answers = [connection.request(heartbeat, member), connection.request(heartbeat, member)];
    const outcomes = await cluster.run(Promise.allSettled(answers));
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
      ['REQUEST_TIMED_OUT', 'REQUEST_TIMED_OUT'],
    );
    expect(connection.isOpen).toBe(false);
    expect(cluster.clock.pendingCount).toBe(0);
  });

  test('a broker that hangs up is said to be gone, and asked no more', async () => {
    cluster.answer(heartbeat, () => 'hang up');
    const connection = await open();
    const lost = { code: 'CONNECTION_LOST', message: 'The connection to broker:9001 broke.' };
    await expect(cluster.run(connection.request(heartbeat, member))).rejects.toMatchObject(lost);
    await expect(connection.request(heartbeat, member)).rejects.toMatchObject(lost);
    expect(() => connection.tell(heartbeat, member)).toThrow(lost.message);
  });

  test('bytes that are no frame break the connection', async () => {
    cluster.answer(heartbeat, () => 'babble');
    const connection = await open();
    await expect(cluster.run(connection.request(heartbeat, member))).rejects.toMatchObject({
      code: 'MALFORMED_BYTES',
    });
    expect(connection.isOpen).toBe(false);
  });

  test('closing rejects what is under way', async () => {
    cluster.answer(heartbeat, () => 'silence');
    const connection = await open();
    const answer = connection.request(heartbeat, member);
    connection.close();
    await expect(answer).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  });
});

test('a broker that does not finish the handshake is given up', async () => {
  cluster.answer(apiVersions, () => 'silence');
  await expect(open(60_000)).rejects.toMatchObject({ code: 'REQUEST_TIMED_OUT' });
  expect(cluster.clock.monotonic()).toBeLessThan(6000);
});
