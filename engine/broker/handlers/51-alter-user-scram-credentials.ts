/** Version 0. The controller decides. */

import { alterUserScramCredentials as api } from '../../protocol/messages/51-alter-user-scram-credentials.ts';
import { handler } from '../define-handler.ts';

export const alterUserScramCredentials = handler(api, (broker, request, { version }) =>
  broker.forwardFor(api, version, request),
);
