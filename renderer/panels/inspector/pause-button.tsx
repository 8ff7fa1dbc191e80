/** Holds one node where it is, and lets it go on. */

import { Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import { Button } from '../../design/button.tsx';
import { useSession, useWorkspace } from '../../state/workspace-context.tsx';
import { tellRefusal } from '../refusal.ts';
import { words } from '../words.ts';

export function PauseButton({ node }: { node: PipelineNode }): ReactNode {
  const { transport } = useWorkspace();
  const state = useSession(
    ({ pipeline }) => pipeline.nodes.find(({ nodeId }) => nodeId === node.id)?.state,
  );
  if (state !== 'running' && state !== 'paused') return null;
  const isPaused = state === 'paused';
  function toggle(): void {
    transport
      .request(isPaused ? 'node.resume' : 'node.pause', { nodeId: node.id })
      .catch((error: unknown) => tellRefusal(words.inspector.refused, error));
  }
  return (
    <Button size="small" tone="quiet" icon={isPaused ? Play : Pause} onClick={toggle}>
      {isPaused ? words.consumer.resume : words.consumer.pause}
    </Button>
  );
}
