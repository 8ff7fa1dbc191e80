/** The brokers: which run, where they listen, who is the controller. */

import { carries, defineView } from './define-view.ts';

export interface BrokerView {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  /** `fenced`: its process runs, but the controller does not count on it yet. */
  readonly state: 'starting' | 'running' | 'fenced' | 'stopped' | 'failed';
  /** Why it failed, in one sentence. */
  readonly problem: string | null;
  readonly partitionsLed: number;
  readonly partitionsHeld: number;
  readonly partitionsInSync: number;
  readonly startedAt: number | null;
}

export interface ClusterView {
  readonly clusterId: string;
  /** `host:port,…` as clients want it. */
  readonly bootstrap: string;
  readonly controller: { readonly id: number; readonly state: 'running' | 'stopped' };
  readonly brokers: readonly BrokerView[];
  readonly ready: boolean;
}

export const cluster = defineView({
  name: 'cluster',
  description: 'The brokers: which run, where they listen, who is the controller.',
  appends: false,
  params: carries<null>(),
  data: carries<ClusterView>(),
});
