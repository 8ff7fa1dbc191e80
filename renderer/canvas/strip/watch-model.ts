/** Follows who reads a topic and how it is split, without React: the model is made anew when either changes. */

import type { PartitionView, TopicView } from '../../../engine/contract/views/topics.ts';
import type { Workspace } from '../../state/workspace.ts';
import { type StripModel, stripModel } from './strip-model.ts';

/** No row of live frames has this number. */
export const NO_LIVE_ID = -1;

export interface WatchedModel {
  model(): StripModel;
  close(): void;
}

export function watchModel(
  source: { readonly workspace: Workspace; readonly topic: string; readonly partitions: number },
  onChange: (model: StripModel) => void,
): WatchedModel {
  const { session, document, looks } = source.workspace;
  function made(): StripModel {
    const { topics, clients } = session.store.getState();
    const topic = topics.find(({ name }) => name === source.topic) ?? plannedTopic(source);
    return stripModel(topic, { clients, looks, nodes: document.store.getState().file.nodes });
  }
  let model = made();
  function update(): void {
    model = made();
    onChange(model);
  }
  const stops = [
    session.store.subscribe((now, before) => {
      if (now.topics !== before.topics || now.clients !== before.clients) update();
    }),
    document.store.subscribe((now, before) => {
      if (now.file.nodes !== before.file.nodes) update();
    }),
  ];
  return {
    model: () => model,
    close() {
      for (const stop of stops) stop();
    },
  };
}

/** A topic that is drawn but does not exist yet. */
function plannedTopic(plan: { readonly topic: string; readonly partitions: number }): TopicView {
  const partitions = Array.from({ length: plan.partitions }, (_, partition): PartitionView => ({
    partition,
    liveId: NO_LIVE_ID,
    replicas: [],
  }));
  return {
    name: plan.topic,
    topicId: '',
    internal: false,
    replicationFactor: 0,
    partitions,
    configs: {},
  };
}
