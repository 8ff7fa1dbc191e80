/** Messages are found by what they hold. */

import { expect, test } from 'vitest';
import type { MessageView } from '../../../engine/contract/views/messages.ts';
import { matching } from './matching.ts';

function message(offset: number, change: Partial<MessageView>): MessageView {
  return {
    partition: 0,
    offset,
    timestamp: 0,
    key: null,
    value: null,
    json: true,
    valueSize: 0,
    cut: false,
    headers: [],
    ...change,
  };
}

const messages = [
  message(1, { value: '{"colour":"RED"}' }),
  message(2, { key: 'sensor-red', value: '{"colour":"BLUE"}' }),
  message(3, {
    headers: [
      { key: 'trace', value: 'Reddish' },
      { key: 'none', value: null },
    ],
  }),
  message(4, {}),
];

test.each([
  ['', [1, 2, 3, 4]],
  ['  ', [1, 2, 3, 4]],
  ['red', [1, 2, 3]],
  [' BLUE ', [2]],
  ['trace', [3]],
  ['green', []],
])('"%s" is in %j', (text, offsets) => {
  expect(matching(messages, text).map(({ offset }) => offset)).toEqual(offsets);
});
