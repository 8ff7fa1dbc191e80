/** Tells a client which APIs, versions and features the node has; the first request of a connection. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  since,
  string,
  struct,
  tagged,
  type Value,
} from '../schema.ts';

export const apiVersions = api({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 4],
  flexibleFrom: 3,
  listeners: ['broker', 'controller'],
  request: {
    clientSoftwareName: since(3, string),
    clientSoftwareVersion: since(3, string),
  },
  response: {
    errorCode: int16,
    apiKeys: array(
      struct({
        apiKey: int16,
        minVersion: int16,
        maxVersion: int16,
      }),
    ),
    throttleTimeMs: since(1, int32),
    supportedFeatures: tagged(
      0,
      since(
        3,
        array(
          struct({
            name: string,
            minVersion: int16,
            maxVersion: int16,
          }),
        ),
      ),
    ),
    finalizedFeaturesEpoch: tagged(1, since(3, int64, -1)),
    finalizedFeatures: tagged(
      2,
      since(
        3,
        array(
          struct({
            name: string,
            maxVersionLevel: int16,
            minVersionLevel: int16,
          }),
        ),
      ),
    ),
    zkMigrationReady: tagged(3, since(3, bool)),
  },
});

export type ApiVersionsRequest = Value<typeof apiVersions.request>;
export type ApiVersionsResponse = Value<typeof apiVersions.response>;
