/** Groups as administrators see them, and the deletion of those that nobody uses. */

import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  assignment,
  commitBody,
  context,
  GROUP,
  groupFixture,
  subscription,
} from '../group-fixture.ts';

describe('describing', () => {
  test('a stable group tells its protocol, and of each member what it wants and has', async () => {
    const { stableGroup, describe: described } = groupFixture();
    const { leaderId } = await stableGroup(1);
    expect(await described()).toEqual({
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      groupId: GROUP,
      groupState: 'Stable',
      protocolType: 'consumer',
      protocolData: 'range',
      members: [
        {
          memberId: leaderId,
          groupInstanceId: null,
          clientId: 'sally',
          clientHost: '/127.0.0.1',
          memberMetadata: subscription('orders'),
          memberAssignment: assignment('orders', 0),
        },
      ],
      authorizedOperations: -2_147_483_648,
    });
  });

  test('a rebalancing group tells neither', async () => {
    const { stableGroup, enter, describe: described } = groupFixture();
    await stableGroup(1);
    await enter();
    const { groupState, protocolData, members } = await described();
    expect([
      groupState,
      protocolData,
      ...members.map(({ memberMetadata }) => memberMetadata.length),
    ]).toEqual(['PreparingRebalance', '', 0, 0]);
  });

  test('a group that is not there is dead, and from version 6 an error', async () => {
    const { coordinator } = groupFixture();
    const described = async (version: number) => {
      const body = { groups: ['ghost'], includeAuthorizedOperations: false };
      const { errorCode, errorMessage, groupState } = (
        await coordinator.describeGroups(body, context(version))
      ).groups[0]!;
      return { errorCode, errorMessage, groupState };
    };
    expect([await described(5), await described(6)]).toEqual([
      { errorCode: ErrorCode.NONE, errorMessage: null, groupState: 'Dead' },
      {
        errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
        errorMessage: 'Group ghost not found.',
        groupState: 'Dead',
      },
    ]);
  });

  test('a group of another coordinator says so', async () => {
    const { coordinator, describe: described } = groupFixture();
    coordinator.resign(0);
    expect(await described()).toMatchObject({
      errorCode: ErrorCode.NOT_COORDINATOR,
      groupState: '',
      groupId: GROUP,
    });
  });
});

describe('listing', () => {
  async function twoGroups() {
    const fixture = groupFixture();
    await fixture.stableGroup(1);
    await fixture.commit(commitBody({ groupId: 'simple' }));
    const list = async (statesFilter: string[] = [], typesFilter: string[] = []) => {
      return (await fixture.coordinator.listGroups({ statesFilter, typesFilter }, context(5)))
        .groups;
    };
    return Object.assign(fixture, { list });
  }

  const stable = {
    groupId: GROUP,
    protocolType: 'consumer',
    groupState: 'Stable',
    groupType: 'classic',
  };
  const simple = { groupId: 'simple', protocolType: '', groupState: 'Empty', groupType: 'classic' };

  test('tells all groups with state and type', async () => {
    const { list } = await twoGroups();
    expect(await list()).toEqual([stable, simple]);
  });

  test('filters by states and types, however they are written', async () => {
    const { list } = await twoGroups();
    expect([
      await list(['stable']),
      await list(['Empty', 'Dead']),
      await list([], ['Classic']),
      await list([], ['consumer']),
    ]).toEqual([[stable], [simple], [stable, simple], []]);
  });

  test('says when a partition is still being read, and nothing of those that are led elsewhere', async () => {
    const { coordinator, log } = await twoGroups();
    coordinator.becomeLeader(1, log, 1);
    const body = { statesFilter: [], typesFilter: [] };
    expect((await coordinator.listGroups(body, context(5))).errorCode).toBe(
      ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
    );
    coordinator.resign(0);
    coordinator.resign(1);
    expect(await coordinator.listGroups(body, context(5))).toEqual({
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      groups: [],
    });
  });
});

describe('deleting', () => {
  const results = async (fixture: ReturnType<typeof groupFixture>, ...groupsNames: string[]) => {
    const response = await fixture.coordinator.deleteGroups({ groupsNames }, context(2));
    return response.results.map(({ errorCode }) => errorCode);
  };

  test('takes a group without members, with everything it has stored, out of the log', async () => {
    const fixture = groupFixture();
    await fixture.commit(commitBody({ offsets: { 0: 1, 1: 2 } }));
    expect(await results(fixture, GROUP, 'ghost')).toEqual([
      ErrorCode.NONE,
      ErrorCode.GROUP_ID_NOT_FOUND,
    ]);
    expect([fixture.coordinator.snapshot(), await fixture.committed(0)]).toEqual([[], [-1]]);
    const next = fixture.successor();
    expect([next.coordinator.snapshot(), await next.committed(0)]).toEqual([[], [-1]]);
  });

  test('leaves a group alone that has members', async () => {
    const fixture = groupFixture();
    await fixture.stableGroup(1);
    expect([await results(fixture, GROUP), await fixture.stateOf()]).toEqual([
      [ErrorCode.NON_EMPTY_GROUP],
      'Stable',
    ]);
  });

  test('takes a group also while someone is about to join, who then begins anew', async () => {
    const fixture = groupFixture();
    const { memberId } = await fixture.join();
    expect(await results(fixture, GROUP)).toEqual([ErrorCode.NONE]);
    expect((await fixture.join({ memberId })).errorCode).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  });
});
