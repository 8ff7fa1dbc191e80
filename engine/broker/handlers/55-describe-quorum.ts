/** Versions 0-2. The controller knows. */

import { describeQuorum as api } from '../../protocol/messages/55-describe-quorum.ts';
import { handler } from '../define-handler.ts';

export const describeQuorum = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
