import { clientJourneys } from './journeys.ts';
import { providePython } from './toolchains.ts';

clientJourneys('confluent-kafka (Python)', await providePython());
