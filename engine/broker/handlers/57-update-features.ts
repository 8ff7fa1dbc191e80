/** Versions 0-2. The controller decides. */

import { updateFeatures as api } from '../../protocol/messages/57-update-features.ts';
import { handler } from '../define-handler.ts';

export const updateFeatures = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
