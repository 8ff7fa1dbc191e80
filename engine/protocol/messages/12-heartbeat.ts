/** A group member tells its coordinator that it is alive. */

import { api } from '../api.ts';
import { int16, int32, nullableString, since, string, type Value } from '../schema.ts';

export const heartbeat = api({
  key: 12,
  name: 'Heartbeat',
  versions: [0, 4],
  flexibleFrom: 4,
  listeners: ['broker'],
  request: {
    groupId: string,
    generationId: int32,
    memberId: string,
    groupInstanceId: since(3, nullableString, null),
  },
  response: {
    throttleTimeMs: since(1, int32),
    errorCode: int16,
  },
});

export type HeartbeatRequest = Value<typeof heartbeat.request>;
export type HeartbeatResponse = Value<typeof heartbeat.response>;
