/** Which of the messages that are here hold a text, in key, value or headers. */

import type { MessageView } from '../../../engine/contract/views/messages.ts';

export function matching(messages: readonly MessageView[], text: string): readonly MessageView[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return messages;
  return messages.filter(({ key, value, headers }) =>
    [key, value, ...headers.flatMap((header) => [header.key, header.value])].some(
      (part) => part?.toLocaleLowerCase().includes(wanted) ?? false,
    ),
  );
}
