/** A node's name, and the field in which it is written anew. */

import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { useCanvas, useIsRenaming } from '../surface/canvas-context.ts';

export function NodeName({ nodeId, name }: { nodeId: string; name: string }): ReactNode {
  const { renaming } = useCanvas();
  const isRenaming = useIsRenaming(nodeId);
  if (isRenaming) return <NameField nodeId={nodeId} name={name} />;
  return (
    <span
      className="cv-name truncate"
      title={name}
      onDoubleClick={(event) => {
        event.stopPropagation();
        renaming.setState({ nodeId });
      }}
    >
      {name}
    </span>
  );
}

function NameField({ nodeId, name }: { nodeId: string; name: string }): ReactNode {
  const { document: pipeline } = useWorkspace();
  const { renaming } = useCanvas();
  const [wished, setWished] = useState(name);
  const [reason, setReason] = useState<string>();

  function stop(): void {
    renaming.setState({ nodeId: null });
    // The keys belong to the canvas again.
    document.querySelector<HTMLElement>(`[data-testid="node-${CSS.escape(nodeId)}"]`)?.focus();
  }
  function keep(): void {
    const outcome = pipeline.rename(nodeId, wished);
    if (outcome.ok) stop();
    else setReason(outcome.reason);
  }
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Enter') keep();
    if (event.key === 'Escape') stop();
  }

  const reasonId = `${nodeId}-name-problem`;
  return (
    <span className="cv-name-field nodrag nopan">
      <input
        ref={takeFocus}
        aria-label="Name"
        aria-invalid={reason !== undefined}
        aria-describedby={reason === undefined ? undefined : reasonId}
        value={wished}
        onChange={(event) => {
          setWished(event.currentTarget.value);
          setReason(undefined);
        }}
        onBlur={() => {
          if (wished === name || !pipeline.rename(nodeId, wished).ok) stop();
          else renaming.setState({ nodeId: null });
        }}
        onKeyDown={onKeyDown}
        onDoubleClick={(event) => event.stopPropagation()}
      />
      {reason === undefined ? null : (
        <span className="cv-name-problem" id={reasonId} role="alert">
          {reason}
        </span>
      )}
    </span>
  );
}

/** The person has just asked to write here. */
function takeFocus(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}
