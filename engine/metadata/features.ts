/** The features of a cluster and the levels that this engine supports of each. */

import type { FeatureRange, MetadataImage } from './image.ts';

/** Metadata version 30 is that of Apache Kafka 4.3; KRaft version 1 is a quorum whose voters are in the log. */
export const METADATA_VERSION = 30;
export const KRAFT_VERSION = 1;
/** At 2 brokers add partitions to transactions themselves, and each transaction has an epoch of its own (KIP-890). */
export const TRANSACTION_VERSION = 2;
/** At 1 groups may be of the consumer protocol (KIP-848). */
export const GROUP_VERSION = 1;

/** What nodes of this engine say when they register; a feature is added when what it promises is there. */
export const supportedFeatures: readonly FeatureRange[] = [
  { name: 'group.version', minSupportedVersion: 0, maxSupportedVersion: GROUP_VERSION },
  { name: 'kraft.version', minSupportedVersion: 0, maxSupportedVersion: KRAFT_VERSION },
  { name: 'metadata.version', minSupportedVersion: 7, maxSupportedVersion: METADATA_VERSION },
  { name: 'transaction.version', minSupportedVersion: 0, maxSupportedVersion: TRANSACTION_VERSION },
];

/** The levels with which a new cluster begins. */
export const initialFeatureLevels: ReadonlyMap<string, number> = new Map([
  ['group.version', GROUP_VERSION],
  ['metadata.version', METADATA_VERSION],
  ['transaction.version', TRANSACTION_VERSION],
]);

/** What ApiVersions says of features: those that this engine supports, and the levels that the cluster has fixed. */
export function describeFeatures(image: MetadataImage): {
  supportedFeatures: { name: string; minVersion: number; maxVersion: number }[];
  finalizedFeatures: { name: string; maxVersionLevel: number; minVersionLevel: number }[];
  finalizedFeaturesEpoch: number;
} {
  const supported = supportedFeatures.map((range) => ({
    name: range.name,
    minVersion: range.minSupportedVersion,
    maxVersion: range.maxSupportedVersion,
  }));
  // The level of KRaft stands in control records of the log and not in the image.
  const levels = [['kraft.version', KRAFT_VERSION] as const, ...image.features];
  const finalized = levels.map(([name, level]) => ({
    name,
    maxVersionLevel: level,
    minVersionLevel: level,
  }));
  return {
    supportedFeatures: supported,
    finalizedFeatures: finalized,
    finalizedFeaturesEpoch: image.offset,
  };
}
