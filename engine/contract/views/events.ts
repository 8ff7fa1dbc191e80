/** The event log: what happened, in plain words. */

import { carries, defineView } from './define-view.ts';

export interface EventView {
  /** Rises by one with each event. */
  readonly sequence: number;
  readonly at: number;
  readonly level: 'info' | 'waiting' | 'problem';
  /** What kind of thing spoke. */
  readonly source: 'cluster' | 'group' | 'pipeline' | 'client' | 'host';
  /** Such as "Broker 2 stopped; broker 3 now leads widgets-1." */
  readonly text: string;
  readonly nodeId: string | null;
  readonly brokerId: number | null;
  readonly topic: string | null;
}

export const events = defineView({
  name: 'events',
  description: 'The event log: what happened, in plain words.',
  appends: true,
  params: carries<null>(),
  data: carries<readonly EventView[]>(),
});
