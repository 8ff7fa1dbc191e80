/** Sets and removes client quotas. */

import { api } from '../api.ts';
import {
  array,
  bool,
  float64,
  int16,
  int32,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const alterClientQuotas = api({
  key: 49,
  name: 'AlterClientQuotas',
  versions: [0, 1],
  flexibleFrom: 1,
  listeners: ['broker', 'controller'],
  request: {
    entries: array(
      struct({
        entity: array(
          struct({
            entityType: string,
            entityName: nullableString,
          }),
        ),
        ops: array(
          struct({
            key: string,
            value: float64,
            remove: bool,
          }),
        ),
      }),
    ),
    validateOnly: bool,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    entries: array(
      struct({
        errorCode: int16,
        errorMessage: nullableString,
        entity: array(
          struct({
            entityType: string,
            entityName: nullableString,
          }),
        ),
      }),
    ),
  },
});

export type AlterClientQuotasRequest = Value<typeof alterClientQuotas.request>;
export type AlterClientQuotasResponse = Value<typeof alterClientQuotas.response>;
