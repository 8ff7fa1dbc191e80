/** One node: its name, what it does just now, its settings, and what its kind can do. */

import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { NodeKind } from '../../../engine/contract/nodes/define-node.ts';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { FieldFrame } from '../../design/field-frame.tsx';
import { NodeIcon } from '../../design/node-icon.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { words } from '../words.ts';
import { ConsumerSection } from './consumer-section.tsx';
import { NodeForm } from './node-form.tsx';
import { NodeStanding } from './node-standing.tsx';
import { ProducerSection } from './producer-section.tsx';
import { TopicSection } from './topic-section.tsx';

interface NodeInspectorProps {
  node: PipelineNode;
  kind: NodeKind;
  problems: readonly Problem[];
  onShowMessages: () => void;
}

export function NodeInspector({
  node,
  kind,
  problems,
  onShowMessages,
}: NodeInspectorProps): ReactNode {
  return (
    <>
      <div className="ps-node-head">
        <NodeIcon name={kind.icon} size={20} />
        <div className="ps-node-head-words">
          <h2 className="ps-node-title truncate">{node.name}</h2>
          <div className="ps-node-about truncate" title={kind.description}>
            {kind.title}
          </div>
        </div>
      </div>
      <div className="ps-panel-body">
        <NodeStanding node={node} kind={kind} />
        <div className="ps-form">
          <NameField node={node} />
          <NodeForm node={node} kind={kind} problems={problems} />
        </div>
        <KindSection node={node} kind={kind} onShowMessages={onShowMessages} />
      </div>
    </>
  );
}

function KindSection({
  node,
  kind,
  onShowMessages,
}: Pick<NodeInspectorProps, 'node' | 'kind' | 'onShowMessages'>): ReactNode {
  switch (kind.role) {
    case 'topic':
      return <TopicSection node={node} onShowMessages={onShowMessages} />;
    case 'consumer':
      return <ConsumerSection node={node} />;
    case 'producer':
      return <ProducerSection node={node} />;
    case 'source':
    case 'processor':
    case 'sink':
      return null;
  }
}

/** Renames when it is left or with Enter; a name that is refused stays to be mended. */
function NameField({ node }: { node: PipelineNode }): ReactNode {
  const { document } = useWorkspace();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  function accept(): void {
    if (typed === null) return;
    const outcome = document.rename(node.id, typed);
    setError(outcome.ok ? undefined : outcome.reason);
    if (outcome.ok) setTyped(null);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') accept();
    if (event.key === 'Escape') {
      setTyped(null);
      setError(undefined);
    }
  }
  return (
    <FieldFrame label={words.inspector.name} error={error}>
      {(ids) => (
        <TextField
          {...ids}
          value={typed ?? node.name}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={accept}
          onKeyDown={onKeyDown}
        />
      )}
    </FieldFrame>
  );
}
