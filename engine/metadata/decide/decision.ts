/** What every decision is made of: the state it may read, and the records and the reply that it gives. */

import type { Millis } from '../../base/ports/clock.ts';
import type { Random } from '../../base/ports/random.ts';
import { errorByCode } from '../../protocol/error-codes.ts';
import type { ErrorCode } from '../../protocol/error-codes.ts';
import type { MetadataImage } from '../image.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import type { BrokerSessions } from './broker-sessions.ts';

/** Everything that a decision may look at. It changes none of it. */
export interface ControllerState {
  readonly image: MetadataImage;
  /** Who is alive, which the log does not say. */
  readonly sessions: Pick<BrokerSessions, 'isValid' | 'lowestActiveOffset' | 'shutdownOffset'>;
  /** Monotonic. */
  readonly now: Millis;
  readonly random: Random;
  /** Where the first record of the decision will stand in the log. */
  readonly nextOffset: number;
  /** The controller's own properties, which hold for brokers without settings of their own. */
  readonly staticConfigs: ReadonlyMap<string, string>;
}

/** Records that make it so once they are in the log, and the answer that may be given then. */
export interface Decision<Reply> {
  readonly records: readonly MetadataRecord[];
  readonly reply: Reply;
}

/** One item of a request refused: a code and the sentence for it. */
export interface Refusal {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string;
}

export function refusal(errorCode: ErrorCode, errorMessage?: string): Refusal {
  return { errorCode, errorMessage: errorMessage ?? errorByCode(errorCode).sentence };
}
