/** Adds access rules. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int8,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const createAcls = api({
  key: 30,
  name: 'CreateAcls',
  versions: [1, 3],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    creations: array(
      struct({
        resourceType: int8,
        resourceName: string,
        resourcePatternType: withDefault(int8, 3),
        principal: string,
        host: string,
        operation: int8,
        permissionType: int8,
      }),
    ),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    results: array(
      struct({
        errorCode: int16,
        errorMessage: nullableString,
      }),
    ),
  },
});

export type CreateAclsRequest = Value<typeof createAcls.request>;
export type CreateAclsResponse = Value<typeof createAcls.response>;
