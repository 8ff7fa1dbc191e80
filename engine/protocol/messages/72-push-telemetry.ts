/** A client sends its metrics. */

import { api } from '../api.ts';
import { bool, bytes, int16, int32, int8, uuid, withDefault, type Value } from '../schema.ts';

export const pushTelemetry = api({
  key: 72,
  name: 'PushTelemetry',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    clientInstanceId: uuid,
    subscriptionId: int32,
    terminating: bool,
    compressionType: int8,
    metrics: bytes,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
  },
});

export type PushTelemetryRequest = Value<typeof pushTelemetry.request>;
export type PushTelemetryResponse = Value<typeof pushTelemetry.response>;
