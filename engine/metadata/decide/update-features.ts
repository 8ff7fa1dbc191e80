/** Sets the finalised level of features, where this engine and every broker support it. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  UpdateFeaturesRequest,
  UpdateFeaturesResponse,
} from '../../protocol/messages/57-update-features.ts';
import { supportedFeatures } from '../features.ts';
import type { BrokerImage, MetadataImage } from '../image.ts';
import { metadataRecord } from '../metadata-records.ts';
import type { ControllerState, Decision } from './decision.ts';

type FeatureUpdate = UpdateFeaturesRequest['featureUpdates'][number];

const UPGRADE = 1;

/** All updates are made, or none. */
export function updateFeatures(
  { image }: ControllerState,
  request: UpdateFeaturesRequest,
): Decision<UpdateFeaturesResponse> {
  for (const update of request.featureUpdates) {
    const problem = updateProblem(image, update);
    if (problem !== undefined) return failed(request, problem);
  }
  const changes = request.validateOnly ? [] : request.featureUpdates;
  const records = changes
    .filter(({ feature, maxVersionLevel }) => levelOf(image, feature) !== maxVersionLevel)
    .map(({ feature: name, maxVersionLevel: featureLevel }) =>
      metadataRecord('FeatureLevelRecord', { name, featureLevel }),
    );
  const success = { errorCode: ErrorCode.NONE, errorMessage: null };
  const results = request.featureUpdates.map(({ feature }) => ({ feature, ...success }));
  return { records, reply: { throttleTimeMs: 0, ...success, results } };
}

function updateProblem(image: MetadataImage, update: FeatureUpdate): string | undefined {
  const { feature, maxVersionLevel: level } = update;
  const range = supportedFeatures.find(({ name }) => name === feature);
  if (range === undefined) {
    return `Invalid update version ${level} for feature ${feature}. The controller does not support the feature.`;
  }
  if (level < range.minSupportedVersion || level > range.maxSupportedVersion) {
    return `Invalid update version ${level} for feature ${feature}. The controller supports versions ${range.minSupportedVersion}-${range.maxSupportedVersion}.`;
  }
  const isDowngrade = level < levelOf(image, feature);
  const mayDowngrade = update.allowDowngrade || update.upgradeType !== UPGRADE;
  if (isDowngrade && !mayDowngrade) {
    return `Invalid update version ${level} for feature ${feature}. Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade.`;
  }
  const unable = [...image.brokers.values()].find((broker) => !supports(broker, feature, level));
  if (unable === undefined) return undefined;
  return `Invalid update version ${level} for feature ${feature}. Broker ${unable.id} does not support it.`;
}

function supports(broker: BrokerImage, feature: string, level: number): boolean {
  if (level === 0) return true;
  const range = broker.features.find(({ name }) => name === feature);
  if (range === undefined) return false;
  return range.minSupportedVersion <= level && level <= range.maxSupportedVersion;
}

function levelOf(image: MetadataImage, feature: string): number {
  return image.features.get(feature) ?? 0;
}

function failed(request: UpdateFeaturesRequest, problem: string): Decision<UpdateFeaturesResponse> {
  const failure = { errorCode: ErrorCode.INVALID_UPDATE_VERSION, errorMessage: problem };
  const results = request.featureUpdates.map(({ feature }) => ({ feature, ...failure }));
  return { records: [], reply: { throttleTimeMs: 0, ...failure, results } };
}
