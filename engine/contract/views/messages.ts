/** The newest messages of a topic, then those that come. */

import { carries, defineView } from './define-view.ts';

export interface MessageView {
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  /** Text where the bytes are UTF-8, else `base64:` and the bytes; null as it is. */
  readonly key: string | null;
  readonly value: string | null;
  /** Whether the value is JSON text. */
  readonly json: boolean;
  /** Bytes of the value, before any cut. */
  readonly valueSize: number;
  /** Whether `value` was cut to keep the page quick. */
  readonly cut: boolean;
  readonly headers: readonly { readonly key: string; readonly value: string | null }[];
}

export interface MessagesParams {
  readonly topic: string;
  /** How many of the newest to start with, over all partitions. */
  readonly newest: number;
}

export interface MessagesUpdate {
  readonly messages: readonly MessageView[];
  /** How many came since the last update and were left out, because they came faster than a page can show. */
  readonly skipped: number;
  /** Why there are none, when reading failed. */
  readonly problem: string | null;
}

export const messages = defineView({
  name: 'messages',
  description: 'The newest messages of a topic, then those that come.',
  appends: true,
  params: carries<MessagesParams>(),
  data: carries<MessagesUpdate>(),
});
