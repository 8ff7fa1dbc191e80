/** A broker takes a block of producer ids from the controller. */

import { api } from '../api.ts';
import { int16, int32, int64, withDefault, type Value } from '../schema.ts';

export const allocateProducerIds = api({
  key: 67,
  name: 'AllocateProducerIds',
  versions: [0, 0],
  flexibleFrom: 0,
  listeners: ['controller'],
  request: {
    brokerId: int32,
    brokerEpoch: withDefault(int64, -1),
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    errorCode: int16,
    producerIdStart: int64,
    producerIdLen: int32,
  },
});

export type AllocateProducerIdsRequest = Value<typeof allocateProducerIds.request>;
export type AllocateProducerIdsResponse = Value<typeof allocateProducerIds.response>;
