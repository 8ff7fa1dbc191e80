/** Versions 0-2. The controller decides. */

import { electLeaders as api } from '../../protocol/messages/43-elect-leaders.ts';
import { handler } from '../define-handler.ts';

export const electLeaders = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
