/** Lists client quotas that match a filter. */

import { api } from '../api.ts';
import {
  array,
  bool,
  float64,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeClientQuotas = api({
  key: 48,
  name: 'DescribeClientQuotas',
  versions: [0, 1],
  flexibleFrom: 1,
  listeners: ['broker'],
  request: {
    components: array(
      struct({
        entityType: string,
        matchType: int8,
        match: nullableString,
      }),
    ),
    strict: bool,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
    entries: nullableArray(
      struct({
        entity: array(
          struct({
            entityType: string,
            entityName: nullableString,
          }),
        ),
        values: array(
          struct({
            key: string,
            value: float64,
          }),
        ),
      }),
    ),
  },
});

export type DescribeClientQuotasRequest = Value<typeof describeClientQuotas.request>;
export type DescribeClientQuotasResponse = Value<typeof describeClientQuotas.response>;
