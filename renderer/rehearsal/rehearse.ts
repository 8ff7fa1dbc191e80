/** A transport without a host behind it: the page shows a made-up cluster, for measuring and for pictures. */

import { serialisePipeline } from '../../engine/contract/project/serialise-pipeline.ts';
import type { Transport } from '../../engine/contract/transport/transport.ts';
import { createScriptedHost, scriptedAppInfo } from '../state/scripted-host.ts';
import { makeUpCluster } from './made-up-cluster.ts';
import { readStage } from './stage.ts';

const FRAMES_A_SECOND = 30;

/** `wish` is a size such as `60x6` or `60x6@5`; anything else plays the widgets of the talk. */
export function rehearse(wish: string): Transport {
  const stage = readStage(wish);
  const cluster = makeUpCluster(stage);
  const host = createScriptedHost();
  const startedAt = performance.now();
  const nothing = (): null => null;

  host.answer('app.info', () => scriptedAppInfo);
  host.answer('settings.read', () => ({ theme: 'system', panels: '' }));
  host.answer('settings.write', nothing);
  host.answer('autosave.list', () => []);
  host.answer('autosave.write', nothing);
  host.answer('recent.list', () => []);
  host.answer('sample.list', () => []);
  host.answer('sample.open', () => ({ text: serialisePipeline(stage.file) }));
  host.answer('pipeline.run', () => ({ started: true, problems: [] }));
  host.answer('pipeline.validate', () => ({ problems: [] }));
  host.publish('cluster', cluster.cluster);
  host.publish('topics', cluster.topics);
  host.publish('clients', cluster.clients);
  host.publish('groups', []);
  host.publish('pipeline', cluster.pipeline);
  host.publish('events', []);

  setInterval(() => {
    host.frame(cluster.frame((performance.now() - startedAt) / 1000));
  }, 1000 / FRAMES_A_SECOND);
  return host.transport;
}
