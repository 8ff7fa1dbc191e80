/** Versions 0-1. The controller decides, for brokers only about the one that is asked. */

import { incrementalAlterConfigs as api } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { alterOwnConfigs } from '../alter-configs.ts';
import { handler } from '../define-handler.ts';

export const incrementalAlterConfigs = handler(api, (broker, request, { version }) =>
  alterOwnConfigs(broker.config.nodeId, request.resources, (resources) =>
    broker.forwardFor(api, version, { ...request, resources }),
  ),
);
