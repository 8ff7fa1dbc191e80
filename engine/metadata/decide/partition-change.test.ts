/** Elections and change records of one partition. */

import { describe, expect, test } from 'vitest';
import type { PartitionImage } from '../image.ts';
import type { MetadataRecordBody } from '../metadata-records.ts';
import { partitionChange } from './partition-change.ts';
import type { Election, PartitionTarget } from './partition-change.ts';

const partition: PartitionImage = {
  topicId: 'oZeteuJASKeGYCH9P94A9g',
  index: 3,
  replicas: [1, 2, 3],
  isr: [1, 2],
  leader: 1,
  leaderRecoveryState: 0,
  leaderEpoch: 5,
  partitionEpoch: 9,
  removingReplicas: [],
  addingReplicas: [],
  directories: [],
};

/** The fields that the change record sets, by name; undefined for no record. */
function changed(
  on: Partial<PartitionImage>,
  target: Partial<Omit<PartitionTarget, 'canLead'>> & { alive: number[] },
): Partial<MetadataRecordBody<'PartitionChangeRecord'>> | undefined {
  const { alive, election = 'online', ...rest } = target;
  const canLead = (id: number): boolean => alive.includes(id);
  const record = partitionChange({ ...partition, ...on }, { election, canLead, ...rest });
  if (record === undefined) return undefined;
  const { partitionId, topicId, ...body } =
    record.body as MetadataRecordBody<'PartitionChangeRecord'>;
  expect([partitionId, topicId]).toEqual([3, partition.topicId]);
  const untouched: Record<string, unknown> = { leader: -2, leaderRecoveryState: -1 };
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => value !== (untouched[name] ?? null)),
  );
}

describe('an online election', () => {
  test('leaves a fit leader alone', () => {
    expect(changed({}, { alive: [1, 2, 3] })).toBeUndefined();
    expect(changed({ leader: 2 }, { alive: [1, 2, 3] })).toBeUndefined();
  });

  test('takes the first live replica that is in sync', () => {
    expect(changed({}, { alive: [2, 3] })).toEqual({ leader: 2 });
    expect(changed({ isr: [3, 2, 1] }, { alive: [2, 3] })).toEqual({ leader: 2 });
  });

  test('takes nobody who is not in sync', () => {
    expect(changed({}, { alive: [3] })).toEqual({ leader: -1 });
  });

  test('looks at the wanted in-sync set, not at the old one', () => {
    expect(changed({}, { isr: [2], alive: [1, 2, 3] })).toEqual({ isr: [2], leader: 2 });
  });

  test('gives a waiting partition its leader', () => {
    expect(changed({ leader: -1, isr: [2] }, { alive: [1, 2] })).toEqual({ leader: 2 });
    expect(changed({ leader: -1, isr: [2] }, { alive: [1] })).toBeUndefined();
  });
});

describe('the in-sync set', () => {
  test('changes without touching the leader', () => {
    expect(changed({}, { isr: [1], alive: [1, 2, 3] })).toEqual({ isr: [1] });
    expect(changed({}, { isr: [1, 2, 3], alive: [1, 2, 3] })).toEqual({ isr: [1, 2, 3] });
  });

  test('never runs empty', () => {
    expect(changed({ isr: [1] }, { isr: [], alive: [2, 3] })).toEqual({ leader: -1 });
  });
});

describe('a preferred election', () => {
  const election: Election = 'preferred';

  test('takes the first replica when it is fit, otherwise keeps the leader', () => {
    expect(changed({ leader: 2 }, { election, alive: [1, 2] })).toEqual({ leader: 1 });
    expect(changed({ leader: 2, isr: [2] }, { election, alive: [1, 2] })).toBeUndefined();
    expect(changed({ leader: 2 }, { election, alive: [2] })).toBeUndefined();
  });
});

describe('an unclean election', () => {
  const election: Election = 'unclean';

  test('prefers replicas in sync', () => {
    expect(changed({}, { election, alive: [2, 3] })).toEqual({ leader: 2 });
  });

  test('takes any live replica rather than none; it starts alone and recovers', () => {
    expect(changed({}, { election, alive: [3] })).toEqual({
      leader: 3,
      isr: [3],
      leaderRecoveryState: 1,
    });
    expect(changed({ leaderRecoveryState: 1 }, { election, alive: [3] })).toEqual({
      leader: 3,
      isr: [3],
    });
  });

  test('where nobody lives there is no leader', () => {
    expect(changed({}, { election, alive: [] })).toEqual({ leader: -1 });
  });
});

test('a leader that has recovered says so', () => {
  const target = { isr: [1], leaderRecoveryState: 0, alive: [1] };
  expect(changed({ isr: [1], leaderRecoveryState: 1 }, target)).toEqual({ leaderRecoveryState: 0 });
});
