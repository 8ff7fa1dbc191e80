/** What becomes of partitions when a broker goes, stops or comes back. */

import { isUncleanElectionEnabled } from '../image-configs.ts';
import { isActive, NO_LEADER } from '../image.ts';
import type { BrokerImage, MetadataImage, PartitionImage, TopicImage } from '../image.ts';
import { brokerRegistrationChange, metadataRecord } from '../metadata-records.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import type { ControllerState } from './decision.ts';
import { partitionChange } from './partition-change.ts';
import type { Election } from './partition-change.ts';

type View = Pick<ControllerState, 'image' | 'staticConfigs'>;

/** The broker may no longer lead: its leaderships move, and it leaves the in-sync sets that have other members. */
export function fenceBroker(state: View, broker: BrokerImage): MetadataRecord[] {
  return [
    ...partitionsWithout(state, broker.id),
    brokerRegistrationChange(broker, { fenced: true }),
  ];
}

/** The broker may lead again: partitions that wait for it get their leader back. */
export function unfenceBroker(state: View, broker: BrokerImage): MetadataRecord[] {
  const records = [brokerRegistrationChange(broker, { fenced: false })];
  const canLead = (id: number): boolean => id === broker.id || isActive(state.image, id);
  return [...records, ...leaderlessPartitions(state, canLead)];
}

/** The broker is about to stop: it hands over as if it were fenced, but goes on serving meanwhile. */
export function beginShutdown(state: View, broker: BrokerImage): MetadataRecord[] {
  return [
    ...partitionsWithout(state, broker.id),
    brokerRegistrationChange(broker, { inControlledShutdown: true }),
  ];
}

/** The broker is no longer part of the cluster. */
export function removeBroker(state: View, broker: BrokerImage): MetadataRecord[] {
  const { id: brokerId, epoch: brokerEpoch } = broker;
  return [
    ...partitionsWithout(state, brokerId),
    metadataRecord('UnregisterBrokerRecord', { brokerId, brokerEpoch }),
  ];
}

/** Leaders for partitions without one, where the replicas and the topic's settings allow it. */
export function leaderlessPartitions(
  state: View,
  canLead: (brokerId: number) => boolean,
): MetadataRecord[] {
  return changedPartitions(state.image, (partition, topic) => {
    if (partition.leader !== NO_LEADER) return undefined;
    return partitionChange(partition, { election: onlineElection(state, topic), canLead });
  });
}

export function hasLeaderships(image: MetadataImage, brokerId: number): boolean {
  for (const topic of image.topicsById.values()) {
    if (topic.partitions.some(({ leader }) => leader === brokerId)) return true;
  }
  return false;
}

function partitionsWithout(state: View, brokerId: number): MetadataRecord[] {
  const { image } = state;
  const canLead = (id: number): boolean => id !== brokerId && isActive(image, id);
  return changedPartitions(image, (partition, topic) => {
    if (!partition.isr.includes(brokerId) && partition.leader !== brokerId) return undefined;
    const isr = partition.isr.filter((id) => id !== brokerId);
    return partitionChange(partition, { isr, election: onlineElection(state, topic), canLead });
  });
}

function onlineElection({ image, staticConfigs }: View, topic: TopicImage): Election {
  const view = { staticBroker: staticConfigs };
  return isUncleanElectionEnabled(image, topic.name, view) ? 'unclean' : 'online';
}

function changedPartitions(
  image: MetadataImage,
  change: (partition: PartitionImage, topic: TopicImage) => MetadataRecord | undefined,
): MetadataRecord[] {
  const records: MetadataRecord[] = [];
  for (const topic of image.topicsById.values()) {
    for (const partition of topic.partitions) {
      const record = change(partition, topic);
      if (record !== undefined) records.push(record);
    }
  }
  return records;
}
