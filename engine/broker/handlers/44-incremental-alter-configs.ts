/** Versions 0-1. The controller decides. */

import { incrementalAlterConfigs as api } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { handler } from '../define-handler.ts';

export const incrementalAlterConfigs = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
