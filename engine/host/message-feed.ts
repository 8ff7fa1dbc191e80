/** The newest messages of a topic for one page, then those that come, never faster than a page can show. */

import { messageOf } from '../base/errors.ts';
import { every, type Clock, type Timer } from '../base/ports/clock.ts';
import type {
  ClusterClient,
  ConsumedBatch,
  ConsumedRecord,
  Reading,
} from '../client/cluster-client.ts';
import type { MessagesParams, MessagesUpdate, MessageView } from '../contract/views/messages.ts';

const UPDATE_MS = 100;
const PER_UPDATE_MAX = 200;
const NEWEST_MAX = 1000;
const VALUE_BYTES_MAX = 64 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });

export interface MessageFeedOptions {
  readonly client: ClusterClient;
  readonly clock: Clock;
  readonly clientId: string;
  readonly params: MessagesParams;
  onUpdate(update: MessagesUpdate): void;
}

export class MessageFeed {
  readonly #options: MessageFeedOptions;
  readonly #timer: Timer;
  #reading: Reading | undefined;
  #waiting: MessageView[] = [];
  #skipped = 0;
  #isClosed = false;
  /** The newest of all partitions together, which are a few more than were asked for. */
  #heldMax = PER_UPDATE_MAX;

  constructor(options: MessageFeedOptions) {
    this.#options = options;
    this.#timer = every(options.clock, UPDATE_MS, () => this.#tell());
    void this.#start();
  }

  close(): void {
    this.#isClosed = true;
    this.#timer.cancel();
    void this.#reading?.close();
  }

  async #start(): Promise<void> {
    const { client, params, clientId } = this.#options;
    const { topic } = params;
    try {
      const ranges = await client.admin.topicOffsets(topic);
      const share = Math.ceil(Math.min(params.newest, NEWEST_MAX) / Math.max(1, ranges.length));
      this.#heldMax = Math.max(PER_UPDATE_MAX, share * ranges.length);
      const positions = ranges.map(({ partition, earliest, latest }) => ({
        topic,
        partition,
        offset: Math.max(earliest, latest - share),
      }));
      const reading = await client.reader({
        clientId,
        topics: [topic],
        positions,
        from: 'latest',
        onBatch: (batch) => this.#take(batch),
      });
      this.#reading = reading;
      if (this.#isClosed) return void reading.close();
      await reading.done;
    } catch (error) {
      if (!this.#isClosed)
        this.#options.onUpdate({ messages: [], skipped: 0, problem: messageOf(error) });
    }
  }

  #take({ partition, records }: ConsumedBatch): void {
    for (const record of records) this.#waiting.push(messageView(partition, record));
    const excess = this.#waiting.length - this.#heldMax;
    if (excess <= 0) return;
    this.#waiting.splice(0, excess);
    this.#skipped += excess;
  }

  #tell(): void {
    if (this.#waiting.length === 0 && this.#skipped === 0) return;
    const messages = this.#waiting.sort((one, other) => one.timestamp - other.timestamp);
    this.#options.onUpdate({ messages, skipped: this.#skipped, problem: null });
    this.#waiting = [];
    this.#skipped = 0;
  }
}

export function messageView(partition: number, record: ConsumedRecord): MessageView {
  const valueSize = record.value?.length ?? 0;
  const isCut = valueSize > VALUE_BYTES_MAX;
  const value = textOf(isCut ? cutText(record.value!) : record.value);
  return {
    partition,
    offset: record.offset,
    timestamp: record.timestamp,
    key: textOf(record.key),
    value,
    json: !isCut && isJson(value),
    valueSize,
    cut: isCut,
    headers: record.headers.map(({ key, value: bytes }) => ({ key, value: textOf(bytes) })),
  };
}

/** The first bytes, ending between two characters of UTF-8. */
function cutText(bytes: Buffer): Buffer {
  let end = VALUE_BYTES_MAX;
  while (end > VALUE_BYTES_MAX - 4 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

function textOf(bytes: Buffer | null): string | null {
  if (bytes === null) return null;
  try {
    return utf8.decode(bytes);
  } catch {
    return `base64:${bytes.toString('base64')}`;
  }
}

function isJson(text: string | null): boolean {
  if (text === null) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
