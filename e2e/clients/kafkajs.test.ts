import { clientJourneys } from './journeys.ts';
import { javaScriptCodecs, provideJavaScript } from './toolchains.ts';

clientJourneys('kafkajs', provideJavaScript('kafkajs-driver.ts', javaScriptCodecs.kafkajs));
