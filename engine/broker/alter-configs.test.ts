import { expect, test } from 'vitest';
import { ErrorCode } from '../protocol/error-codes.ts';
import { alterOwnConfigs } from './alter-configs.ts';
import { CLOSE_CONNECTION } from './server/server.ts';

const TOPIC = 2;
const BROKER = 4;

const named = (resourceType: number, resourceName: string) => ({ resourceType, resourceName });

/** What is decided, and what was left to the controller. */
async function alter(...changes: ReturnType<typeof named>[]) {
  const forwarded: string[] = [];
  const reply = await alterOwnConfigs(1, changes, (rest) => {
    forwarded.push(...rest.map(({ resourceName }) => resourceName));
    return Promise.resolve({
      responses: rest.map((change) => ({ ...change, errorCode: 0, errorMessage: null })),
    });
  });
  return { forwarded, reply };
}

test('topics, this broker and the default of all brokers are left to the controller', async () => {
  const changes = [named(TOPIC, '77'), named(BROKER, '1'), named(BROKER, '')];
  const { forwarded, reply } = await alter(...changes);
  expect(forwarded).toEqual(['77', '1', '']);
  expect(reply).toEqual({
    responses: changes.map((change) => ({ ...change, errorCode: 0, errorMessage: null })),
  });
});

test('another broker is refused as Kafka does, and the answers keep the order of the request', async () => {
  const { forwarded, reply } = await alter(
    named(BROKER, '77'),
    named(TOPIC, 't'),
    named(BROKER, 'one'),
  );
  expect(forwarded).toEqual(['t']);
  const errorCode = ErrorCode.INVALID_REQUEST;
  expect(reply).toEqual({
    responses: [
      {
        ...named(BROKER, '77'),
        errorCode,
        errorMessage: 'Unexpected broker id, expected 1, but received 77',
      },
      { ...named(TOPIC, 't'), errorCode: 0, errorMessage: null },
      {
        ...named(BROKER, 'one'),
        errorCode,
        errorMessage: 'Node id must be an integer, but it is: one',
      },
    ],
  });
});

test('the controller is not asked about nothing', async () => {
  const { forwarded, reply } = await alter(named(BROKER, '2'));
  expect([forwarded, (reply as { responses: unknown[] }).responses.length]).toEqual([[], 1]);
});

test('while the controller is away nothing is answered', async () => {
  const reply = alterOwnConfigs(1, [named(TOPIC, 't')], () => Promise.resolve(CLOSE_CONNECTION));
  expect(await reply).toBe(CLOSE_CONNECTION);
});
