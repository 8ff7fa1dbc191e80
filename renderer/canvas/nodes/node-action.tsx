/** What can be asked of a running part: a producer sends, a consumer holds and reads on. */

import { Pause, Play, Send } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { fieldValue } from '../../../engine/contract/fields.ts';
import type { NodeRole } from '../../../engine/contract/nodes/define-node.ts';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import { CommandRefused } from '../../../engine/contract/transport/transport.ts';
import type { NodeState } from '../../../engine/contract/views/pipeline.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { useCanvas } from '../surface/canvas-context.ts';

interface NodeActionProps {
  readonly node: PipelineNode;
  readonly role: NodeRole;
  readonly state: NodeState;
}

export function NodeAction({ node, role, state }: NodeActionProps): ReactNode {
  if (state === 'idle' || state === 'starting') return null;
  if (role === 'producer') return <SendAction node={node} />;
  if (role === 'consumer' && state !== 'failed') {
    return <HoldAction node={node} isPaused={state === 'paused'} />;
  }
  return null;
}

/** Asks the host, and tells the person when it refuses. */
function useAsk(): { isAsking: boolean; ask(request: () => Promise<unknown>): void } {
  const { onNotice } = useCanvas();
  const [isAsking, setAsking] = useState(false);
  function ask(request: () => Promise<unknown>): void {
    setAsking(true);
    request()
      .catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        onNotice({ text, hint: error instanceof CommandRefused ? error.hint : undefined });
      })
      .finally(() => setAsking(false));
  }
  return { isAsking, ask };
}

function SendAction({ node }: { node: PipelineNode }): ReactNode {
  const { transport } = useWorkspace();
  const { isAsking, ask } = useAsk();
  const fields = nodeKind(node.kind)?.fields ?? {};
  const text = (name: string): string | null => {
    const value = fieldValue(fields, node.config, name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return (
    <span className="cv-action nodrag">
      <Button
        size="small"
        icon={Send}
        disabled={isAsking}
        aria-label={`Send a message from ${node.name}`}
        onClick={() =>
          ask(() =>
            transport.request('node.send', {
              nodeId: node.id,
              key: text('key'),
              value: text('value'),
            }),
          )
        }
      >
        Send
      </Button>
    </span>
  );
}

function HoldAction({ node, isPaused }: { node: PipelineNode; isPaused: boolean }): ReactNode {
  const { transport } = useWorkspace();
  const { isAsking, ask } = useAsk();
  return (
    <span className="cv-action nodrag">
      <IconButton
        size="small"
        icon={isPaused ? Play : Pause}
        disabled={isAsking}
        label={isPaused ? `Let ${node.name} read on` : `Hold ${node.name}`}
        onClick={() =>
          ask(() => transport.request(isPaused ? 'node.resume' : 'node.pause', { nodeId: node.id }))
        }
      />
    </span>
  );
}
