/** One number for everything that the division of the work depends on about topics: when it differs, they have changed. */

import type { TopicLookup } from '../../topic-lookup.ts';

/** Zero where none of the topics exists. Opaque to clients; two lanes of FNV-1a, each with its own start. */
export function metadataHash(subscribed: Iterable<string>, topics: TopicLookup): bigint {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  let isEmpty = true;
  for (const name of [...subscribed].sort()) {
    const partitionCount = topics.partitionCount(name);
    if (partitionCount === undefined) continue;
    isEmpty = false;
    const text = `${name} ${topics.idOf(name) ?? ''} ${partitionCount};`;
    for (let i = 0; i < text.length; i += 1) {
      low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
      high = Math.imul(high ^ text.charCodeAt(i), 0x01000197);
    }
  }
  if (isEmpty) return 0n;
  return BigInt.asIntN(64, (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
}
