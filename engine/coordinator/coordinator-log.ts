/** The port to one partition of an internal topic, lent to a coordinator by the broker that leads it. */

/** Zero is none; every other number is one of Kafka's error codes. This layer only passes them on. */
export type LogError = number;

export interface CoordinatorLog {
  readonly startOffset: number;
  readonly endOffset: number;
  /** Appends one batch to the local log, which sets its base offset; or says why it could not. */
  append(batch: Buffer, leaderEpoch: number): { readonly baseOffset: number } | LogError;
  /** Resolves with zero when the high watermark is beyond `offset`, with an error when leadership was lost before. */
  committed(offset: number): Promise<LogError>;
  /** Whole batches, the first of which holds `fromOffset`; empty at the end of the log. */
  read(fromOffset: number): Buffer;
}
