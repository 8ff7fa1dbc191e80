/** What the leader of a classic group assigns to one consumer. */

import { data } from '../../record.ts';
import {
  NEVER,
  array,
  int32,
  nullableBytes,
  string,
  struct,
  withDefault,
  type Value,
} from '../../schema.ts';

export const consumerProtocolAssignment = data({
  name: 'ConsumerProtocolAssignment',
  versions: [0, 3],
  flexibleFrom: NEVER,
  fields: {
    assignedPartitions: array(
      struct({
        topic: string,
        partitions: array(int32),
      }),
    ),
    userData: withDefault(nullableBytes, null),
  },
});

export type ConsumerProtocolAssignment = Value<typeof consumerProtocolAssignment.fields>;
