/** What command line tools ask beside topics and groups, answered as Apache Kafka 4.3 does. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { ErrorCode } from '../protocol/error-codes.ts';
import { describeAcls } from '../protocol/messages/29-describe-acls.ts';
import { createAcls } from '../protocol/messages/30-create-acls.ts';
import { deleteAcls } from '../protocol/messages/31-delete-acls.ts';
import { alterReplicaLogDirs } from '../protocol/messages/34-alter-replica-log-dirs.ts';
import { describeClientQuotas } from '../protocol/messages/48-describe-client-quotas.ts';
import { alterClientQuotas } from '../protocol/messages/49-alter-client-quotas.ts';
import { describeUserScramCredentials } from '../protocol/messages/50-describe-user-scram-credentials.ts';
import { alterUserScramCredentials } from '../protocol/messages/51-alter-user-scram-credentials.ts';
import { updateFeatures } from '../protocol/messages/57-update-features.ts';
import { unregisterBroker } from '../protocol/messages/64-unregister-broker.ts';
import { listConfigResources } from '../protocol/messages/74-list-config-resources.ts';
import { type NodeFixture, startNodes } from './node-fixture.ts';

let nodes: NodeFixture;
beforeAll(async () => {
  nodes = await startNodes(2);
  await nodes.createTopic('t');
});
afterAll(async () => {
  await nodes.close();
  expect(nodes.problems).toEqual([]);
});

test('without an authorizer nothing about access can be said or done', async () => {
  const filter = {
    resourceTypeFilter: 1,
    resourceNameFilter: null,
    patternTypeFilter: 1,
    principalFilter: null,
    hostFilter: null,
    operation: 1,
    permissionType: 1,
  };
  const rule = { resourceType: 2, resourceName: 't', principal: 'User:a', host: '*' };
  const creation = { ...rule, resourcePatternType: 3, operation: 3, permissionType: 3 };
  const version = 3;
  const described = await nodes.ask(1, describeAcls, { version, body: filter });
  const created = await nodes.ask(1, createAcls, { version, body: { creations: [creation] } });
  const deleted = await nodes.ask(1, deleteAcls, { version, body: { filters: [filter] } });
  const refused = {
    errorCode: ErrorCode.SECURITY_DISABLED,
    errorMessage: 'No Authorizer is configured.',
  };
  expect(described).toMatchObject({
    errorCode: ErrorCode.SECURITY_DISABLED,
    errorMessage: 'No Authorizer is configured on the broker',
    resources: [],
  });
  expect(created.results).toEqual([refused]);
  expect(deleted.filterResults).toEqual([{ ...refused, matchingAcls: [] }]);
});

test('a replica may be sent to where it is, and to no other directory', async () => {
  const leader = nodes.leaderOf('t', 0).config.nodeId;
  const results = async (id: number, ...paths: string[]) => {
    const topics = [
      { name: 't', partitions: [0, 9] },
      { name: 'none', partitions: [0] },
    ];
    const dirs = paths.map((path) => ({ path, topics }));
    const reply = await nodes.ask(id, alterReplicaLogDirs, { version: 2, body: { dirs } });
    return reply.results.map(({ topicName, partitions }) => [
      topicName,
      ...partitions.map(({ errorCode }) => errorCode),
    ]);
  };
  const unknown = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  const nowhere = ErrorCode.LOG_DIR_NOT_FOUND;
  expect(await results(leader, 'broker')).toEqual([
    ['t', 0, unknown],
    ['none', unknown],
  ]);
  expect(await results(leader, 'broker', '/nowhere')).toEqual([
    ['t', nowhere, nowhere],
    ['none', nowhere],
  ]);
  expect(await results(3 - leader, 'broker')).toEqual([
    ['t', ErrorCode.NOT_LEADER_OR_FOLLOWER, unknown],
    ['none', unknown],
  ]);
});

test('a quota that is set through one broker is told by the other', async () => {
  const entity = [{ entityType: 'client-id', entityName: 'c1' }];
  const ops = [{ key: 'producer_byte_rate', value: 1024, remove: false }];
  const body = { entries: [{ entity, ops }], validateOnly: false };
  const altered = await nodes.ask(1, alterClientQuotas, { version: 1, body });
  expect(altered.entries).toEqual([{ errorCode: 0, errorMessage: null, entity }]);
  await nodes.until(() => nodes.brokers[1]!.image.clientQuotas.size === 1);
  const components = [{ entityType: 'client-id', matchType: 2, match: null }];
  const filter = { components, strict: true };
  const described = await nodes.ask(2, describeClientQuotas, { version: 1, body: filter });
  expect(described.entries).toEqual([
    { entity, values: [{ key: 'producer_byte_rate', value: 1024 }] },
  ]);
});

test('credentials are told without their secrets, of all users or of those that are named', async () => {
  const upsertion = (name: string) => ({
    name,
    mechanism: 2,
    iterations: 5000,
    salt: Buffer.from('salt'),
    saltedPassword: Buffer.alloc(64, 1),
  });
  const upsertions = [upsertion('ann'), upsertion('bob')];
  await nodes.ask(1, alterUserScramCredentials, {
    version: 0,
    body: { upsertions, deletions: [] },
  });
  await nodes.until(() => nodes.brokers[1]!.image.scramCredentials.size === 2);
  const describe = async (...names: string[]) => {
    const body = { users: names.map((name) => ({ name })) };
    return (await nodes.ask(2, describeUserScramCredentials, { version: 0, body })).results;
  };
  const told = (user: string) => ({
    user,
    errorCode: ErrorCode.NONE,
    errorMessage: '',
    credentialInfos: [{ mechanism: 2, iterations: 5000 }],
  });
  expect(await describe()).toEqual([told('ann'), told('bob')]);
  expect(await describe('bob', 'eve', 'ann', 'ann')).toEqual([
    told('bob'),
    {
      user: 'eve',
      errorCode: ErrorCode.RESOURCE_NOT_FOUND,
      errorMessage: 'Attempt to describe a user credential that does not exist: eve',
      credentialInfos: [],
    },
    {
      user: 'ann',
      errorCode: ErrorCode.DUPLICATE_RESOURCE,
      errorMessage:
        'Cannot describe SCRAM credentials for the same user twice in a single request: ann',
      credentialInfos: [],
    },
  ]);
});

test('features and unknown brokers are the business of the controller', async () => {
  const update = { feature: 'nosuch', maxVersionLevel: 1, allowDowngrade: false, upgradeType: 1 };
  const body = { timeoutMs: 1000, featureUpdates: [update], validateOnly: false };
  const updated = await nodes.ask(1, updateFeatures, { version: 2, body });
  expect(updated.errorCode).toBe(ErrorCode.INVALID_UPDATE_VERSION);
  expect(updated.errorMessage).toMatch(/^The update failed for all features since the following/);
  const gone = await nodes.ask(1, unregisterBroker, { version: 0, body: { brokerId: 77 } });
  expect(gone.errorCode).toBe(ErrorCode.BROKER_ID_NOT_REGISTERED);
});

test('what may have configs is listed by type', async () => {
  const list = async (...resourceTypes: number[]) => {
    const reply = await nodes.ask(1, listConfigResources, { version: 1, body: { resourceTypes } });
    const { errorCode, configResources } = reply;
    return [errorCode, ...configResources.map((it) => `${it.resourceType}:${it.resourceName}`)];
  };
  expect(await list(2)).toEqual([0, '2:t']);
  expect(await list(4)).toEqual([0, '4:1', '4:2']);
  expect(await list(16, 32)).toEqual([0]);
  expect(await list()).toEqual([0, '2:t', '4:1', '4:2', '8:1', '8:2']);
  expect(await list(2, 99)).toEqual([ErrorCode.UNSUPPORTED_VERSION]);
  const metrics = await nodes.ask(1, listConfigResources, { version: 0, body: {} });
  expect(metrics).toMatchObject({ errorCode: ErrorCode.NONE, configResources: [] });
});
