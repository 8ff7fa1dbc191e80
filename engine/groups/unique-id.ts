/** Ids for members that have none of their own. */

import { randomUuidBytes, type Random } from '../base/ports/random.ts';

/** A UUID in its usual form, as other brokers make them for members of the classic protocol. */
export function dashedUuid(random: Random): string {
  const hex = randomUuidBytes(random).toString('hex');
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((end, index) => hex.slice(cuts[index], end))
    .join('-');
}

/** A UUID as Kafka prints its own. */
export function shortUuid(random: Random): string {
  return randomUuidBytes(random).toString('base64url');
}
