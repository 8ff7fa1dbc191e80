/** A broker says that it is alive and what it wants; the reply says what it is. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  BrokerHeartbeatRequest,
  BrokerHeartbeatResponse,
} from '../../protocol/messages/63-broker-heartbeat.ts';
import type { BrokerImage, MetadataImage } from '../image.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { beginShutdown, fenceBroker, hasLeaderships, unfenceBroker } from './broker-liveness.ts';
import type { ControllerState, Decision } from './decision.ts';

type Standing = 'fenced' | 'unfenced' | 'shutting down' | 'stopped';

export function brokerHeartbeat(
  state: ControllerState,
  request: BrokerHeartbeatRequest,
): Decision<BrokerHeartbeatResponse> {
  const broker = state.image.brokers.get(request.brokerId);
  const errorCode = brokerEpochError(state.image, request);
  if (broker === undefined || errorCode !== ErrorCode.NONE)
    return { records: [], reply: refused(errorCode) };
  const next = nextStanding(state, broker, request);
  return {
    records: recordsTowards(state, broker, next),
    reply: {
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      isCaughtUp: request.currentMetadataOffset >= broker.epoch,
      isFenced: next === 'fenced' || next === 'stopped',
      shouldShutDown: next === 'stopped',
    },
  };
}

/** Whether a request comes from the broker that is registered, and not from an earlier life of it. */
export function brokerEpochError(
  image: MetadataImage,
  { brokerId, brokerEpoch }: { brokerId: number; brokerEpoch: number },
): ErrorCode {
  const broker = image.brokers.get(brokerId);
  if (broker === undefined) return ErrorCode.BROKER_ID_NOT_REGISTERED;
  return broker.epoch === brokerEpoch ? ErrorCode.NONE : ErrorCode.STALE_BROKER_EPOCH;
}

function nextStanding(
  state: ControllerState,
  broker: BrokerImage,
  request: BrokerHeartbeatRequest,
): Standing {
  if (broker.fenced) {
    if (request.wantShutDown) return 'stopped';
    const mayLead = !request.wantFence && request.currentMetadataOffset >= broker.epoch;
    return mayLead ? 'unfenced' : 'fenced';
  }
  if (broker.inControlledShutdown) return mayStop(state, broker) ? 'stopped' : 'shutting down';
  if (request.wantFence) return request.wantShutDown ? 'stopped' : 'fenced';
  if (!request.wantShutDown) return 'unfenced';
  return hasLeaderships(state.image, broker.id) ? 'shutting down' : 'stopped';
}

/** Everybody must know the new leaders before the old one goes, or clients would find nobody. */
function mayStop({ image, sessions }: ControllerState, { id }: BrokerImage): boolean {
  return (
    !hasLeaderships(image, id) && sessions.lowestActiveOffset(id) >= sessions.shutdownOffset(id)
  );
}

function recordsTowards(
  state: ControllerState,
  broker: BrokerImage,
  next: Standing,
): MetadataRecord[] {
  switch (next) {
    case 'fenced':
    case 'stopped':
      return broker.fenced ? [] : fenceBroker(state, broker);
    case 'unfenced':
      return broker.fenced ? unfenceBroker(state, broker) : [];
    case 'shutting down':
      return broker.inControlledShutdown ? [] : beginShutdown(state, broker);
  }
}

function refused(errorCode: ErrorCode): BrokerHeartbeatResponse {
  return { throttleTimeMs: 0, errorCode, isCaughtUp: false, isFenced: true, shouldShutDown: false };
}
