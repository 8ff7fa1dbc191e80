import { clientJourneys } from './journeys.ts';
import { javaScriptDriver, present } from './toolchains.ts';

clientJourneys("the engine's own client", present(javaScriptDriver('penstock')));
