/** Versions 0-1. Told from this broker's view of the cluster. */

import { describeClientQuotas as answer } from '../../metadata/describe-client-quotas.ts';
import { describeClientQuotas as api } from '../../protocol/messages/48-describe-client-quotas.ts';
import { handler } from '../define-handler.ts';

export const describeClientQuotas = handler(api, (broker, request) =>
  answer(broker.image, request),
);
