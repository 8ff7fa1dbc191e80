/** Finds the broker that coordinates a group, a transactional id or a share partition. */

import { api } from '../api.ts';
import {
  array,
  between,
  int16,
  int32,
  int8,
  nullableString,
  since,
  string,
  struct,
  until,
  type Value,
} from '../schema.ts';

export const findCoordinator = api({
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 6],
  flexibleFrom: 3,
  listeners: ['broker'],
  request: {
    key: until(3, string),
    keyType: since(1, int8),
    coordinatorKeys: since(4, array(string)),
  },
  response: {
    throttleTimeMs: since(1, int32),
    errorCode: until(3, int16),
    errorMessage: between([1, 3], nullableString),
    nodeId: until(3, int32),
    host: until(3, string),
    port: until(3, int32),
    coordinators: since(
      4,
      array(
        struct({
          key: string,
          nodeId: int32,
          host: string,
          port: int32,
          errorCode: int16,
          errorMessage: nullableString,
        }),
      ),
    ),
  },
});

export type FindCoordinatorRequest = Value<typeof findCoordinator.request>;
export type FindCoordinatorResponse = Value<typeof findCoordinator.response>;
