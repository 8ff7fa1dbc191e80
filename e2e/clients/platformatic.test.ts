import { clientJourneys } from './journeys.ts';
import { javaScriptDriver, present } from './toolchains.ts';

/**
 * When a partition moves away from a broker that lives, its reader asks the old leader again until it gives up, on a
 * real Kafka too. So preferred leaders come back here as rarely as in Kafka, not within seconds as in the sandbox.
 */
const rareRebalance = ['--set', 'leader.imbalance.check.interval.seconds=300'];

clientJourneys('@platformatic/kafka', present(javaScriptDriver('platformatic')), rareRebalance);
