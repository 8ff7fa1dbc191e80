/** How a node of the document does while it runs; undefined while it does not. */

import type { NodeStatus } from '../../../engine/contract/views/pipeline.ts';
import { ownStatuses } from '../../state/session/own-statuses.ts';
import { useSession, useWorkspace } from '../../state/workspace-context.tsx';

/** Renders again when the status of this node changes; a new title or path is seen with the next change. */
export function useNodeStatus(nodeId: string): NodeStatus | undefined {
  const { document: pipeline } = useWorkspace();
  return useSession((session) =>
    ownStatuses(session.pipeline, pipeline.store.getState()).find(
      (status) => status.nodeId === nodeId,
    ),
  );
}
