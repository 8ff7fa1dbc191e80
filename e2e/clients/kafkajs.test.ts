import { clientJourneys } from './journeys.ts';
import { javaScriptDriver, present } from './toolchains.ts';

clientJourneys('kafkajs', present(javaScriptDriver('kafkajs')));
