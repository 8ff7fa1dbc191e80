/** Lists the resources that may have configs of their own. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  int8,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const listConfigResources = api({
  key: 74,
  name: 'ListConfigResources',
  versions: [0, 1],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    resourceTypes: since(1, array(int8)),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    configResources: array(
      struct({
        resourceName: string,
        resourceType: since(1, int8, 16),
      }),
    ),
  },
});

export type ListConfigResourcesRequest = Value<typeof listConfigResources.request>;
export type ListConfigResourcesResponse = Value<typeof listConfigResources.response>;
