/** What the host says about itself and the cluster: small views that change seldom. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppInfo } from '../../../engine/contract/app.ts';
import type { Transport } from '../../../engine/contract/transport/transport.ts';
import type { ClientsView } from '../../../engine/contract/views/clients.ts';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import type { EventView } from '../../../engine/contract/views/events.ts';
import type { GroupView } from '../../../engine/contract/views/groups.ts';
import type { PipelineView } from '../../../engine/contract/views/pipeline.ts';
import type { TopicView } from '../../../engine/contract/views/topics.ts';

/** How many events are kept for the event log. */
export const EVENTS_MAX = 2000;

export interface SessionState {
  readonly connection: 'connecting' | 'connected' | 'disconnected';
  /** Null until the host has said it. */
  readonly appInfo: AppInfo | null;
  readonly cluster: ClusterView | null;
  readonly topics: readonly TopicView[];
  readonly clients: ClientsView;
  readonly groups: readonly GroupView[];
  readonly pipeline: PipelineView;
  /** Oldest first. */
  readonly events: readonly EventView[];
}

export interface Session {
  readonly store: StoreApi<SessionState>;
  close(): void;
}

const noClients: ClientsView = { consumers: [], producers: [] };
const noPipeline: PipelineView = { state: 'stopped', name: null, path: null, nodes: [] };

export function createSession(transport: Transport): Session {
  const store = createStore<SessionState>(() => ({
    connection: 'connecting',
    appInfo: null,
    cluster: null,
    topics: [],
    clients: noClients,
    groups: [],
    pipeline: noPipeline,
    events: [],
  }));
  const set = (change: Partial<SessionState>): void => store.setState(change);

  function askForAppInfo(): void {
    transport.request('app.info', {}).then(
      (appInfo) => set({ appInfo }),
      // Asked again when the host is back.
      () => undefined,
    );
  }

  const stops = [
    transport.onState((connection) => {
      set({ connection });
      if (connection === 'connected') askForAppInfo();
    }),
    transport.subscribe('cluster', null, (cluster) => set({ connection: 'connected', cluster })),
    transport.subscribe('topics', null, (topics) => set({ topics })),
    transport.subscribe('clients', null, (clients) => set({ clients })),
    transport.subscribe('groups', null, (groups) => set({ groups })),
    transport.subscribe('pipeline', null, (pipeline) => set({ pipeline })),
    transport.subscribe('events', null, (events) =>
      set({ events: withEvents(store.getState().events, events) }),
    ),
  ];
  askForAppInfo();

  return {
    store,
    close: () => stops.forEach((stop) => stop()),
  };
}

/** Adds what is new; a host that comes back tells again what it told before, and a new host begins anew. */
export function withEvents(
  known: readonly EventView[],
  told: readonly EventView[],
): readonly EventView[] {
  const [first] = told;
  if (first === undefined) return known;
  const earlier = known.filter((event) => event.sequence < first.sequence);
  return [...earlier, ...told].slice(-EVENTS_MAX);
}
