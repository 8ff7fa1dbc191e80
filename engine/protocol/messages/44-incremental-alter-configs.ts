/** Sets, deletes, appends to or subtracts from single configs of resources. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int8,
  nullableString,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const incrementalAlterConfigs = api({
  key: 44,
  name: 'IncrementalAlterConfigs',
  versions: [0, 1],
  flexibleFrom: 1,
  listeners: ['broker', 'controller'],
  request: {
    resources: array(
      struct({
        resourceType: int8,
        resourceName: string,
        configs: array(
          struct({
            name: string,
            configOperation: int8,
            value: nullableString,
          }),
        ),
      }),
    ),
    validateOnly: bool,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    responses: array(
      struct({
        errorCode: int16,
        errorMessage: nullableString,
        resourceType: int8,
        resourceName: string,
      }),
    ),
  },
});

export type IncrementalAlterConfigsRequest = Value<typeof incrementalAlterConfigs.request>;
export type IncrementalAlterConfigsResponse = Value<typeof incrementalAlterConfigs.response>;
