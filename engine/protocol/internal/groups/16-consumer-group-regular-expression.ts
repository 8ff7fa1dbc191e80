/** The topics that a regular expression of a consumer group matches. */

import { coordinatorRecord } from '../../record.ts';
import { array, int64, string, type Value } from '../../schema.ts';

export const consumerGroupRegularExpression = coordinatorRecord({
  type: 16,
  name: 'ConsumerGroupRegularExpression',
  versions: [0, 0],
  flexibleFrom: 0,
  key: {
    groupId: string,
    regularExpression: string,
  },
  value: {
    topics: array(string),
    version: int64,
    timestamp: int64,
  },
});

export type ConsumerGroupRegularExpressionKey = Value<
  typeof consumerGroupRegularExpression.key.fields
>;
export type ConsumerGroupRegularExpressionValue = Value<
  typeof consumerGroupRegularExpression.value.fields
>;
