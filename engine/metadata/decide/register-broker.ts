/** A broker registers: it gets the offset of its record as its epoch, and starts fenced. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  BrokerRegistrationRequest,
  BrokerRegistrationResponse,
} from '../../protocol/messages/62-broker-registration.ts';
import type { BrokerImage, MetadataImage } from '../image.ts';
import { brokerRecord } from '../snapshot-records.ts';
import { fenceBroker } from './broker-liveness.ts';
import type { ControllerState, Decision } from './decision.ts';

export function registerBroker(
  state: ControllerState,
  request: BrokerRegistrationRequest,
): Decision<BrokerRegistrationResponse> {
  const errorCode = registrationError(state, request);
  if (errorCode !== ErrorCode.NONE) {
    return { records: [], reply: { throttleTimeMs: 0, errorCode, brokerEpoch: -1 } };
  }
  const existing = state.image.brokers.get(request.brokerId);
  const isSame = existing?.incarnationId === request.incarnationId;
  const broker: BrokerImage = {
    id: request.brokerId,
    incarnationId: request.incarnationId,
    epoch: isSame ? existing.epoch : state.nextOffset,
    endPoints: request.listeners,
    features: request.features,
    rack: request.rack,
    fenced: isSame ? existing.fenced : true,
    inControlledShutdown: isSame ? existing.inControlledShutdown : false,
    logDirs: request.logDirs,
    cordonedLogDirs: null,
  };
  const reply = { throttleTimeMs: 0, errorCode: ErrorCode.NONE, brokerEpoch: broker.epoch };
  const leftovers = existing === undefined || isSame ? [] : partitionsOfEarlier(state, existing);
  return { records: [brokerRecord(broker), ...leftovers], reply };
}

/** What the earlier incarnation led or was in sync with; when it was fenced already, nothing is left to move. */
function partitionsOfEarlier(state: ControllerState, earlier: BrokerImage): Decision<0>['records'] {
  return fenceBroker(state, earlier).filter(({ name }) => name === 'PartitionChangeRecord');
}

function registrationError(state: ControllerState, request: BrokerRegistrationRequest): ErrorCode {
  const { image, sessions, now } = state;
  if (request.clusterId !== image.clusterId) return ErrorCode.INCONSISTENT_CLUSTER_ID;
  if (request.listeners.length === 0) return ErrorCode.INVALID_REGISTRATION;
  const existing = image.brokers.get(request.brokerId);
  const isOther = existing !== undefined && existing.incarnationId !== request.incarnationId;
  const isAlive = isOther && sessions.isValid(existing.id, existing.epoch, now);
  // A broker that was told to stop may come back before its session runs out.
  if (isAlive && !existing.inControlledShutdown) return ErrorCode.DUPLICATE_BROKER_REGISTRATION;
  if (!supportsFeatures(image, request)) return ErrorCode.UNSUPPORTED_VERSION;
  return ErrorCode.NONE;
}

function supportsFeatures(image: MetadataImage, request: BrokerRegistrationRequest): boolean {
  const ranges = new Map(request.features.map((range) => [range.name, range]));
  return [...image.features].every(([name, level]) => {
    const range = ranges.get(name);
    if (range === undefined) return false;
    return range.minSupportedVersion <= level && level <= range.maxSupportedVersion;
  });
}
