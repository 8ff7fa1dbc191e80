/** Versions 3-13. Versions 0-2 are advertised for old librdkafka and refused, as Kafka does (KAFKA-18659). */

import { produce as api } from '../../protocol/messages/00-produce.ts';
import { handler } from '../define-handler.ts';
import { serveProduce } from '../produce/serve-produce.ts';

export const produce = handler(api, serveProduce);
