import { expect, test } from 'vitest';
import { ClientActivity } from './client-activity.ts';

test('positions and counts move without being a change of who does what', () => {
  const activity = new ClientActivity();
  activity.sawRead('t-0', { topic: 't', partition: 0, position: 5, at: 1 });
  activity.sawWrite('t', 1, 10);
  const { changes } = activity;
  activity.sawRead('t-0', { topic: 't', partition: 0, position: 9, at: 2 });
  activity.sawWrite('t', 2, 20);
  expect(activity.changes).toBe(changes);
  expect([...activity.reads.values()]).toEqual([{ topic: 't', partition: 0, position: 9, at: 2 }]);
  expect([...activity.writes.values()]).toEqual([{ topic: 't', records: 3, bytes: 30 }]);
  activity.stoppedReading('t-0');
  activity.sawMember('g', 'm');
  activity.sawMember('g', 'm');
  expect([activity.changes, activity.reads.size]).toEqual([changes + 2, 0]);
});
