/** Lists access rules that match a filter. */

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

export const describeAcls = api({
  key: 29,
  name: 'DescribeAcls',
  versions: [1, 3],
  flexibleFrom: 2,
  listeners: ['broker', 'controller'],
  request: {
    resourceTypeFilter: int8,
    resourceNameFilter: nullableString,
    patternTypeFilter: withDefault(int8, 3),
    principalFilter: nullableString,
    hostFilter: nullableString,
    operation: int8,
    permissionType: int8,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
    resources: array(
      struct({
        resourceType: int8,
        resourceName: string,
        patternType: withDefault(int8, 3),
        acls: array(
          struct({
            principal: string,
            host: string,
            operation: int8,
            permissionType: int8,
          }),
        ),
      }),
    ),
  },
});

export type DescribeAclsRequest = Value<typeof describeAcls.request>;
export type DescribeAclsResponse = Value<typeof describeAcls.response>;
