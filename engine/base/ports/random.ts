/** The random port: the only source of chance in the engine. */

export interface Random {
  /** A float in [0, 1). */
  next(): number;
  /** `size` random bytes. */
  bytes(size: number): Buffer;
}

/** A random integer in [0, limit). */
export function randomInt(random: Random, limit: number): number {
  return Math.floor(random.next() * limit);
}

/** A version 4 UUID as 16 bytes (RFC 9562, section 5.4), never one of Kafka's reserved ids. */
export function randomUuidBytes(random: Random): Buffer {
  const bytes = random.bytes(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}

/** A UUID in Kafka's text form: 22 characters of URL-safe base64 without padding, never starting with a dash. */
export function randomUuid(random: Random): string {
  for (;;) {
    const text = randomUuidBytes(random).toString('base64url');
    if (!text.startsWith('-')) return text;
  }
}
