import { clientJourneys } from './journeys.ts';
import { provideGo } from './toolchains.ts';

clientJourneys('franz-go (Go)', await provideGo());
