/** Which partition of a coordinator's topic holds a group or a transactional id: every client and broker has to agree. */

/** Java's `String.hashCode`, over UTF-16 units, wrapping at 32 bits. */
export function javaHashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** Kafka's absolute value gives 0 for the one number that has none in 32 bits. */
export function coordinatorPartition(key: string, partitionCount: number): number {
  const hash = javaHashCode(key);
  return hash === -(2 ** 31) ? 0 : Math.abs(hash) % partitionCount;
}
