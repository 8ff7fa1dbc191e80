/** Sets the finalised level of features, where this engine and every broker support it. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  UpdateFeaturesRequest,
  UpdateFeaturesResponse,
} from '../../protocol/messages/57-update-features.ts';
import { KRAFT_VERSION, supportedFeatures } from '../features.ts';
import type { BrokerImage, MetadataImage } from '../image.ts';
import { metadataRecord } from '../metadata-records.ts';
import type { ControllerState, Decision } from './decision.ts';

type FeatureUpdate = UpdateFeaturesRequest['featureUpdates'][number];

const UpgradeType = { UPGRADE: 1, SAFE_DOWNGRADE: 2, UNSAFE_DOWNGRADE: 3 } as const;

/** All updates are made, or none. */
export function updateFeatures(
  { image }: ControllerState,
  request: UpdateFeaturesRequest,
): Decision<UpdateFeaturesResponse> {
  for (const update of request.featureUpdates) {
    const problem = updateProblem(image, update);
    if (problem !== undefined) return failed(problem);
  }
  const changes = request.validateOnly ? [] : request.featureUpdates;
  const records = changes
    .filter(({ feature, maxVersionLevel }) => levelOf(image, feature) !== maxVersionLevel)
    .map(({ feature: name, maxVersionLevel: featureLevel }) =>
      metadataRecord('FeatureLevelRecord', { name, featureLevel }),
    );
  const { NONE } = ErrorCode;
  const results = request.featureUpdates.map(({ feature }) => ({
    feature,
    errorCode: NONE,
    errorMessage: 'NONE',
  }));
  return { records, reply: { throttleTimeMs: 0, errorCode: NONE, errorMessage: null, results } };
}

function updateProblem(image: MetadataImage, update: FeatureUpdate): string | undefined {
  const { feature, maxVersionLevel: level } = update;
  const invalid = `Invalid update version ${level} for feature ${feature}.`;
  const range = supportedFeatures.find(({ name }) => name === feature);
  if (range === undefined) return `${invalid} The controller does not support this feature.`;
  const { minSupportedVersion, maxSupportedVersion } = range;
  if (level < minSupportedVersion || level > maxSupportedVersion) {
    return `${invalid} The controller only supports versions ${minSupportedVersion}-${maxSupportedVersion}`;
  }
  if (!Object.values(UpgradeType).includes(update.upgradeType as never)) {
    return `${invalid} The controller does not support the given upgrade type.`;
  }
  if (level < levelOf(image, feature)) return downgradeProblem(image, update);
  const unable = [...image.brokers.values()].find((broker) => !supports(broker, feature, level));
  if (unable === undefined) return undefined;
  return `${invalid} Broker ${unable.id} does not support this feature level.`;
}

/** Records of the newest version are in the log already, and an older one could not read them. */
function downgradeProblem(image: MetadataImage, update: FeatureUpdate): string | undefined {
  const { feature, maxVersionLevel: level, upgradeType } = update;
  const invalid = `Invalid update version ${level} for feature ${feature}. Can't downgrade the version of this feature`;
  if (feature === 'kraft.version') return `${invalid}.`;
  const isAskedFor = upgradeType !== UpgradeType.UPGRADE || update.allowDowngrade;
  if (!isAskedFor) {
    return `${invalid} without setting the upgrade type to either safe or unsafe downgrade.`;
  }
  if (feature !== 'metadata.version') return undefined;
  const unsupported = `Unsupported metadata.version downgrade from ${levelOf(image, feature)} to ${level}.`;
  return upgradeType === UpgradeType.UNSAFE_DOWNGRADE
    ? `${unsupported} Unsafe metadata downgrade is not supported in this version.`
    : `${unsupported} Refusing to perform the requested downgrade because it might delete metadata information.`;
}

function supports(broker: BrokerImage, feature: string, level: number): boolean {
  if (level === 0) return true;
  const range = broker.features.find(({ name }) => name === feature);
  if (range === undefined) return false;
  return range.minSupportedVersion <= level && level <= range.maxSupportedVersion;
}

function levelOf(image: MetadataImage, feature: string): number {
  // The level of KRaft stands in control records of the log and not in the image.
  if (feature === 'kraft.version') return KRAFT_VERSION;
  return image.features.get(feature) ?? 0;
}

function failed(problem: string): Decision<UpdateFeaturesResponse> {
  const errorMessage = `The update failed for all features since the following feature had an error: ${problem}`;
  const failure = { errorCode: ErrorCode.INVALID_UPDATE_VERSION, errorMessage, results: [] };
  return { records: [], reply: { throttleTimeMs: 0, ...failure } };
}
