/** A wire is selected: whence and whither. */

import { Spline, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PipelineEdge } from '../../../engine/contract/project/pipeline-file.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { useDocument, useWorkspace } from '../../state/workspace-context.tsx';
import { words } from '../words.ts';

export function WireInspector({ edge }: { edge: PipelineEdge }): ReactNode {
  const { document } = useWorkspace();
  const nodes = useDocument(({ file }) => file.nodes);
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  return (
    <>
      <div className="ps-node-head">
        <Icon of={Spline} size={20} />
        <h2 className="ps-node-title">{words.inspector.wire}</h2>
      </div>
      <div className="ps-panel-body">
        <div className="ps-form">
          <p>{words.inspector.wireText(nameOf(edge.from), nameOf(edge.to))}</p>
          <Button
            tone="danger"
            icon={Trash2}
            onClick={() => document.disconnect(edge.from, edge.to)}
          >
            {words.inspector.deleteWire}
          </Button>
        </div>
      </div>
    </>
  );
}
