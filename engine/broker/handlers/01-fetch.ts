/** Versions 4-18. Sessions (KIP-227), topic ids, divergence (KIP-595) and leader hints (KIP-951). */

import { fetch as api } from '../../protocol/messages/01-fetch.ts';
import { handler } from '../define-handler.ts';
import { serveFetch } from '../fetch/serve-fetch.ts';

export const fetch = handler(api, serveFetch);
