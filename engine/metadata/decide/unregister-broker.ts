/** An operator removes a broker for good. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  UnregisterBrokerRequest,
  UnregisterBrokerResponse,
} from '../../protocol/messages/64-unregister-broker.ts';
import { removeBroker } from './broker-liveness.ts';
import type { ControllerState, Decision } from './decision.ts';

export function unregisterBroker(
  state: ControllerState,
  { brokerId }: UnregisterBrokerRequest,
): Decision<UnregisterBrokerResponse> {
  const broker = state.image.brokers.get(brokerId);
  if (broker === undefined) {
    const errorCode = ErrorCode.BROKER_ID_NOT_REGISTERED;
    const errorMessage = `Broker ID ${brokerId} is not currently registered`;
    return { records: [], reply: { throttleTimeMs: 0, errorCode, errorMessage } };
  }
  const reply = { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: null };
  return { records: removeBroker(state, broker), reply };
}
