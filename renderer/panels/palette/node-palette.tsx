/** The parts that a pipeline is made of: dragged onto the canvas, or put there with Enter. */

import type { DragEvent, ReactNode } from 'react';
import type { NodeKind } from '../../../engine/contract/nodes/define-node.ts';
import { nodes as nodeKinds } from '../../../engine/contract/nodes/index.ts';
import { NodeIcon } from '../../design/node-icon.tsx';
import { Tooltip } from '../../design/tooltip.tsx';
import '../panel.css';
import { words } from '../words.ts';
import './node-palette.css';
import { paletteGroups } from './palette-groups.ts';

/** What the canvas takes: the kind. */
const NODE_MIME = 'application/x-penstock-node';

export function NodePalette({ onInsert }: { onInsert: (kind: string) => void }): ReactNode {
  return (
    <aside className="ps-panel" aria-label={words.palette.title}>
      <div className="ps-panel-head">{words.palette.title}</div>
      <div className="ps-panel-body">
        {paletteGroups(nodeKinds).map(({ title, kinds }) => (
          <section key={title} className="ps-parts">
            <h2>{title}</h2>
            <ul>
              {kinds.map((kind) => (
                <li key={kind.kind}>
                  <Part kind={kind} onInsert={onInsert} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <p className="ps-field-help">{words.palette.hint}</p>
      </div>
    </aside>
  );
}

function Part({ kind, onInsert }: { kind: NodeKind; onInsert: (kind: string) => void }): ReactNode {
  function onDragStart(event: DragEvent): void {
    event.dataTransfer.setData(NODE_MIME, kind.kind);
    event.dataTransfer.effectAllowed = 'copy';
  }
  return (
    <Tooltip text={kind.description} side="right">
      <button
        type="button"
        className="ps-part"
        data-role={kind.role}
        data-testid={`part-${kind.kind}`}
        draggable
        onDragStart={onDragStart}
        // A click with the pointer begins a drag; the keyboard has no other way in.
        onClick={(event) => {
          if (event.detail === 0) onInsert(kind.kind);
        }}
        onDoubleClick={() => onInsert(kind.kind)}
        aria-label={words.palette.add(kind.title)}
      >
        <NodeIcon name={kind.icon} />
        <span>{kind.title}</span>
      </button>
    </Tooltip>
  );
}
