/** Deletes topics by name or by id. */

import { api } from '../api.ts';
import {
  array,
  int16,
  int32,
  nullableSince,
  nullableString,
  since,
  string,
  struct,
  until,
  uuid,
  withDefault,
  type Value,
} from '../schema.ts';

export const deleteTopics = api({
  key: 20,
  name: 'DeleteTopics',
  versions: [1, 6],
  flexibleFrom: 4,
  listeners: ['broker', 'controller'],
  request: {
    topics: since(
      6,
      array(
        struct({
          name: withDefault(nullableString, null),
          topicId: uuid,
        }),
      ),
    ),
    topicNames: until(5, array(string)),
    timeoutMs: int32,
  },
  response: {
    throttleTimeMs: withDefault(int32, 0),
    responses: array(
      struct({
        name: nullableSince(6, string),
        topicId: since(6, uuid),
        errorCode: int16,
        errorMessage: since(5, nullableString, null),
      }),
    ),
  },
});

export type DeleteTopicsRequest = Value<typeof deleteTopics.request>;
export type DeleteTopicsResponse = Value<typeof deleteTopics.response>;
