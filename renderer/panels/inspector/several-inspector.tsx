/** Several things are selected: what can be done with all of them. */

import { CopyPlus, Layers, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { words } from '../words.ts';

export function SeveralInspector({ nodes, wires }: { nodes: number; wires: number }): ReactNode {
  const { document } = useWorkspace();
  return (
    <>
      <div className="ps-node-head">
        <Icon of={Layers} size={20} />
        <h2 className="ps-node-title">
          {words.inspector.selected(words.inspector.several(nodes, wires))}
        </h2>
      </div>
      <div className="ps-panel-body ps-actions">
        {nodes === 0 ? null : (
          <Button icon={CopyPlus} onClick={() => document.duplicate()}>
            {words.inspector.duplicate}
          </Button>
        )}
        <Button tone="danger" icon={Trash2} onClick={() => document.removeSelection()}>
          {words.inspector.delete}
        </Button>
      </div>
    </>
  );
}
