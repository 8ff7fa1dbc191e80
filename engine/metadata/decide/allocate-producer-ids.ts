/** A broker asks for producer ids to hand out; it gets a thousand that nobody else will get. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  AllocateProducerIdsRequest,
  AllocateProducerIdsResponse,
} from '../../protocol/messages/67-allocate-producer-ids.ts';
import { metadataRecord } from '../metadata-records.ts';
import { brokerEpochError } from './broker-heartbeat.ts';
import type { ControllerState, Decision } from './decision.ts';

export const PRODUCER_ID_BLOCK_SIZE = 1000;

export function allocateProducerIds(
  { image }: ControllerState,
  request: AllocateProducerIdsRequest,
): Decision<AllocateProducerIdsResponse> {
  const errorCode = brokerEpochError(image, request);
  if (errorCode !== ErrorCode.NONE) {
    const nothing = { producerIdStart: 0, producerIdLen: 0 };
    return { records: [], reply: { throttleTimeMs: 0, errorCode, ...nothing } };
  }
  const { brokerId, brokerEpoch } = request;
  const producerIdStart = image.nextProducerId;
  const nextProducerId = producerIdStart + PRODUCER_ID_BLOCK_SIZE;
  return {
    records: [metadataRecord('ProducerIdsRecord', { brokerId, brokerEpoch, nextProducerId })],
    reply: { throttleTimeMs: 0, errorCode, producerIdStart, producerIdLen: PRODUCER_ID_BLOCK_SIZE },
  };
}
