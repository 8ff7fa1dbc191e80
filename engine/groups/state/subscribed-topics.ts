/** Which topics the members of a consumer group have subscribed to, as far as the coordinator can tell. */

import { ByteReader, MalformedBytesError } from '../../base/bytes-reader.ts';
import { consumerProtocolSubscription } from '../../protocol/internal/data/consumer-protocol-subscription.ts';
import { decodeData } from '../../protocol/record.ts';
import type { ClassicGroup } from './classic-group.ts';
import { metadataOf } from './group-member.ts';

export const CONSUMER_PROTOCOL_TYPE = 'consumer';

/** Undefined where it cannot be known: another protocol, none chosen yet, or metadata that is not the consumer's. */
export function subscribedTopics(group: Readonly<ClassicGroup>): Set<string> | undefined {
  if (group.protocolType !== CONSUMER_PROTOCOL_TYPE) return undefined;
  if (group.members.size === 0) return new Set();
  if (group.protocolName === null) return undefined;
  const topics = new Set<string>();
  try {
    for (const member of group.members.values()) {
      for (const topic of topicsIn(metadataOf(member, group.protocolName))) topics.add(topic);
    }
  } catch (error) {
    if (error instanceof MalformedBytesError) return undefined;
    throw error;
  }
  return topics;
}

/** Read as version 0 whatever it says, as the broker does: every version begins so, and clients differ in the rest. */
function topicsIn(metadata: Buffer): readonly string[] {
  const reader = new ByteReader(metadata);
  reader.int16();
  return decodeData(consumerProtocolSubscription, 0, reader).topics;
}

/** A consumer group whose subscriptions cannot be read is taken to be subscribed to everything. */
export function isSubscribedTo(group: Readonly<ClassicGroup>, topic: string): boolean {
  return subscribedTopics(group)?.has(topic) ?? group.protocolType === CONSUMER_PROTOCOL_TYPE;
}
