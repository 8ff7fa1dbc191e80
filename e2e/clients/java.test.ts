import { clientJourneys } from './journeys.ts';
import { provideJava } from './toolchains.ts';

clientJourneys('kafka-clients (Java)', await provideJava());
