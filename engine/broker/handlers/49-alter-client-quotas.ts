/** Versions 0-1. The controller decides. */

import { alterClientQuotas as api } from '../../protocol/messages/49-alter-client-quotas.ts';
import { handler } from '../define-handler.ts';

export const alterClientQuotas = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
