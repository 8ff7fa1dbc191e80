import { clientJourneys } from './journeys.ts';
import { javaScriptDriver, present } from './toolchains.ts';

clientJourneys('@platformatic/kafka', present(javaScriptDriver('platformatic')));
