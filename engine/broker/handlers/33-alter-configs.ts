/** Versions 0-2: replaces all configs of a resource. The controller decides. */

import { alterConfigs as api } from '../../protocol/messages/33-alter-configs.ts';
import { handler } from '../define-handler.ts';

export const alterConfigs = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
