/** Shows log directories with the size and lag of each replica in them. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  nullableArray,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeLogDirs = api({
  key: 35,
  name: 'DescribeLogDirs',
  versions: [1, 5],
  flexibleFrom: 2,
  listeners: ['broker'],
  request: {
    topics: nullableArray(
      struct({
        topic: string,
        partitions: array(int32),
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: since(3, int16),
    results: array(
      struct({
        errorCode: int16,
        logDir: string,
        topics: array(
          struct({
            name: string,
            partitions: array(
              struct({
                partitionIndex: int32,
                partitionSize: int64,
                offsetLag: int64,
                isFutureKey: bool,
              }),
            ),
          }),
        ),
        totalBytes: since(4, int64, -1),
        usableBytes: since(4, int64, -1),
        isCordoned: since(5, bool),
      }),
    ),
  },
});

export type DescribeLogDirsRequest = Value<typeof describeLogDirs.request>;
export type DescribeLogDirsResponse = Value<typeof describeLogDirs.response>;
