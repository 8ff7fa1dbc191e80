/** A record on its way through a topology: the bytes as they came, and the value as JSON. */

import type { ConsumedRecord } from '../client/cluster-client.ts';
import type { JsonValue } from '../serde/json-value.ts';

export interface StreamRecord {
  /** Where it came from: key, timestamp and headers go on unchanged. */
  readonly source: ConsumedRecord;
  readonly value: JsonValue;
  /** Whether `value` is still what the bytes of `source` say; those bytes then go on as they are. */
  readonly isOriginal: boolean;
}
