/** What a classic consumer tells the group's leader when it joins. */

import { data } from '../../record.ts';
import {
  NEVER,
  array,
  int32,
  nullableBytes,
  nullableString,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../../schema.ts';

export const consumerProtocolSubscription = data({
  name: 'ConsumerProtocolSubscription',
  versions: [0, 3],
  flexibleFrom: NEVER,
  fields: {
    topics: array(string),
    userData: withDefault(nullableBytes, null),
    ownedPartitions: since(
      1,
      array(
        struct({
          topic: string,
          partitions: array(int32),
        }),
      ),
    ),
    generationId: since(2, int32, -1),
    rackId: since(3, nullableString, null),
  },
});

export type ConsumerProtocolSubscription = Value<typeof consumerProtocolSubscription.fields>;
