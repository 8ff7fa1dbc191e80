/** The running pipeline and each of its nodes. */

import { carries, defineView } from './define-view.ts';

export type RunState = 'stopped' | 'starting' | 'running' | 'paused' | 'stopping';
export type NodeState = 'idle' | 'starting' | 'running' | 'paused' | 'done' | 'failed';

export interface NodeStatus {
  readonly nodeId: string;
  /** The row key of its counters in live frames. */
  readonly liveId: number;
  readonly state: NodeState;
  /** One sentence: what it does or why it failed; empty when there is nothing to say. */
  readonly message: string;
}

export interface PipelineView {
  readonly state: RunState;
  readonly name: string | null;
  /** The text that runs, as it was given to `pipeline.run`. */
  readonly path: string | null;
  readonly nodes: readonly NodeStatus[];
}

export const pipeline = defineView({
  name: 'pipeline',
  description: 'The running pipeline and each of its nodes.',
  appends: false,
  params: carries<null>(),
  data: carries<PipelineView>(),
});
