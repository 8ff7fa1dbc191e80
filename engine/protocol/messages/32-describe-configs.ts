/** Shows the configs of topics, brokers, groups and clients, with where each value comes from. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  withDefault,
  type Value,
} from '../schema.ts';

export const describeConfigs = api({
  key: 32,
  name: 'DescribeConfigs',
  versions: [1, 4],
  flexibleFrom: 4,
  listeners: ['broker', 'controller'],
  request: {
    resources: array(
      struct({
        resourceType: int8,
        resourceName: string,
        configurationKeys: nullableArray(string),
      }),
    ),
    includeSynonyms: withDefault(bool, false),
    includeDocumentation: since(3, bool),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    results: array(
      struct({
        errorCode: int16,
        errorMessage: nullableString,
        resourceType: int8,
        resourceName: string,
        configs: array(
          struct({
            name: string,
            value: nullableString,
            readOnly: bool,
            configSource: withDefault(int8, -1),
            isSensitive: bool,
            synonyms: array(
              struct({
                name: string,
                value: nullableString,
                source: int8,
              }),
            ),
            configType: since(3, int8),
            documentation: since(3, nullableString),
          }),
        ),
      }),
    ),
  },
});

export type DescribeConfigsRequest = Value<typeof describeConfigs.request>;
export type DescribeConfigsResponse = Value<typeof describeConfigs.response>;
