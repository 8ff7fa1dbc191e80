/** Tells a client which metrics the cluster wants from it. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int8,
  string,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const getTelemetrySubscriptions = api({
  key: 71,
  name: 'GetTelemetrySubscriptions',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['broker'],
  request: {
    clientInstanceId: uuid,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    clientInstanceId: uuid,
    subscriptionId: int32,
    acceptedCompressionTypes: array(int8),
    pushIntervalMs: int32,
    telemetryMaxBytes: int32,
    deltaTemporality: bool,
    requestedMetrics: array(string),
  },
});

export type GetTelemetrySubscriptionsRequest = Value<typeof getTelemetrySubscriptions.request>;
export type GetTelemetrySubscriptionsResponse = Value<typeof getTelemetrySubscriptions.response>;
