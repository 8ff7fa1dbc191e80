/** What becomes of messages while there is no host: held before the first connection, answered at once after a loss. */

import type { HostMessage, PageMessage } from '../../engine/contract/transport/channel.ts';

export interface Outbox<Sent> {
  /** Keeps the message for the first connection, or refuses it when the host was lost. */
  put(message: PageMessage | ArrayBuffer, encoded: Sent): void;
  /** What waited for the first connection; nothing is held from then on. */
  takeAll(): readonly Sent[];
  /** The host is gone: what was held is dropped, for the page subscribes again by itself. */
  lost(): void;
}

export function createOutbox<Sent>(answer: (message: HostMessage) => void): Outbox<Sent> {
  let held: Sent[] | undefined = [];
  return {
    put(message, encoded) {
      if (held) held.push(encoded);
      else if (!(message instanceof ArrayBuffer) && message.kind === 'request')
        answer(refusal(message.id));
    },
    takeAll() {
      const taken = held ?? [];
      held = undefined;
      return taken;
    },
    lost() {
      held = undefined;
    },
  };
}

function refusal(id: number): HostMessage {
  return {
    kind: 'refusal',
    id,
    error: {
      code: 'HOST_GONE',
      message: 'The engine is not there.',
      hint: 'The page connects again by itself; try once more in a moment.',
    },
  };
}
