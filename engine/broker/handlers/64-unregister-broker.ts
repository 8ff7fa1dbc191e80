/** Version 0. The controller decides. */

import { unregisterBroker as api } from '../../protocol/messages/64-unregister-broker.ts';
import { handler } from '../define-handler.ts';

export const unregisterBroker = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
