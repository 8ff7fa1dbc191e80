/** What can be done to wires: connect, disconnect, move an end. */

import { edgeId, type PipelineEdge } from '../../../engine/contract/project/pipeline-file.ts';
import { refuseEdge } from '../../../engine/contract/project/pipeline-rules.ts';
import type { DocumentCore } from './document-state.ts';
import { withEdge, without } from './edits.ts';
import { done, type Outcome, refused } from './outcome.ts';

export interface WireOperations {
  connect(from: string, to: string): Outcome;
  disconnect(from: string, to: string): void;
  /** Moves an end of a wire in one command. */
  reconnect(before: PipelineEdge, after: PipelineEdge): Outcome;
  /** Why this wire may not be drawn, or undefined when it may. `instead` is the wire that it would replace. */
  refusal(edge: PipelineEdge, instead?: PipelineEdge): string | undefined;
}

export function wireOperations(core: DocumentCore): WireOperations {
  function cut(edge: PipelineEdge) {
    return without(core.file(), { nodes: new Set(), edges: new Set([edgeId(edge)]) });
  }
  function refusal(edge: PipelineEdge, instead?: PipelineEdge): string | undefined {
    return refuseEdge(instead ? cut(instead) : core.file(), edge);
  }
  return {
    refusal,
    connect(from, to) {
      const reason = refusal({ from, to });
      if (reason !== undefined) return refused(reason);
      core.apply({ label: 'Connect', file: withEdge(core.file(), { from, to }) });
      return done;
    },
    disconnect: (from, to) => core.apply({ label: 'Delete wire', file: cut({ from, to }) }),
    reconnect(before, after) {
      if (edgeId(before) === edgeId(after)) return done;
      const reason = refusal(after, before);
      if (reason !== undefined) return refused(reason);
      core.apply({ label: 'Move wire', file: withEdge(cut(before), after) });
      return done;
    },
  };
}
