/** The numbers that Java gives. */

import { expect, test } from 'vitest';
import { coordinatorPartition, javaHashCode } from './coordinator-partition.ts';

test.each([
  ['', 0],
  ['a', 97],
  ['hello', 99162322],
  ['polygenelubricants', -2147483648],
  ['my-consumer-group', 1513705513],
  ['widgets-red', -906679181],
  ['\u{1F600}', 1772899],
])('the hash of %j is %i', (text, hash) => {
  expect(javaHashCode(text)).toBe(hash);
});

test.each([
  ['hello', 50, 22],
  ['polygenelubricants', 50, 0],
  ['my-consumer-group', 50, 13],
  ['widgets-red', 50, 31],
])('%j of %i partitions is in %i', (groupId, partitionCount, partition) => {
  expect(coordinatorPartition(groupId, partitionCount)).toBe(partition);
});
