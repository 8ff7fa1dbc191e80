/** A broker tells the controller that it is alive, how far its metadata is, and what it wants. */

import { api } from '../api.ts';
import {
  array,
  bool,
  int16,
  int32,
  int64,
  nullableArray,
  since,
  tagged,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const brokerHeartbeat = api({
  key: 63,
  name: 'BrokerHeartbeat',
  versions: [0, 2],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    brokerId: int32,
    brokerEpoch: withDefault(int64, -1),
    currentMetadataOffset: int64,
    wantFence: bool,
    wantShutDown: bool,
    offlineLogDirs: tagged(0, since(1, array(uuid))),
    cordonedLogDirs: tagged(1, since(2, nullableArray(uuid), null)),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    isCaughtUp: withDefault(bool, false),
    isFenced: withDefault(bool, true),
    shouldShutDown: bool,
  },
});

export type BrokerHeartbeatRequest = Value<typeof brokerHeartbeat.request>;
export type BrokerHeartbeatResponse = Value<typeof brokerHeartbeat.response>;
