/** Versions 0-2: replaces all configs of a resource. The controller decides, for brokers only about the one that is asked. */

import { alterConfigs as api } from '../../protocol/messages/33-alter-configs.ts';
import { alterOwnConfigs } from '../alter-configs.ts';
import { handler } from '../define-handler.ts';

export const alterConfigs = handler(api, (broker, request, { version }) =>
  alterOwnConfigs(broker.config.nodeId, request.resources, (resources) =>
    broker.forwardFor(api, version, { ...request, resources }),
  ),
);
