/** What a compression codec is: its number in the batch attributes, its name in configurations, and two functions. */

export type CodecName = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

export interface Codec {
  /** Bits 0-2 of the batch attributes. */
  readonly id: number;
  /** The value of `compression.type`. */
  readonly name: CodecName;
  compress(content: Buffer): Buffer;
  /** Throws `EngineError` `RECORDS_CORRUPT` for bytes that do not decode or decode to more than `sizeMax`. */
  decompress(content: Buffer, sizeMax: number): Buffer;
}

export function defineCodec(codec: Codec): Codec {
  return codec;
}
