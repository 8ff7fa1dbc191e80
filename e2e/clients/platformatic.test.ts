import { clientJourneys } from './journeys.ts';
import { javaScriptCodecs, provideJavaScript } from './toolchains.ts';

clientJourneys(
  '@platformatic/kafka',
  provideJavaScript('platformatic-driver.ts', javaScriptCodecs.platformatic),
);
