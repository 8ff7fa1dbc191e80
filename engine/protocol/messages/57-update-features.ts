/** Raises or lowers the finalized levels of cluster features. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int8,
  nullableString,
  since,
  string,
  struct,
  until,
  withDefault,
  type Value,
} from '../schema.ts';

export const updateFeatures = api({
  key: 57,
  name: 'UpdateFeatures',
  versions: [0, 2],
  flexibleFrom: 0,
  listeners: ['broker', 'controller'],
  request: {
    timeoutMs: withDefault(int32, 60000),
    featureUpdates: array(
      struct({
        feature: string,
        maxVersionLevel: int16,
        allowDowngrade: until(0, bool),
        upgradeType: since(1, int8, 1),
      }),
    ),
    validateOnly: since(1, bool),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
    results: until(
      1,
      array(
        struct({
          feature: string,
          errorCode: int16,
          errorMessage: nullableString,
        }),
      ),
    ),
  },
});

export type UpdateFeaturesRequest = Value<typeof updateFeatures.request>;
export type UpdateFeaturesResponse = Value<typeof updateFeatures.response>;
