/** The pipeline's name, edited where it stands. */

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { notify } from '../../design/toast.tsx';
import { Tooltip } from '../../design/tooltip.tsx';
import { useDocument, useWorkspace } from '../../state/workspace-context.tsx';
import { words } from '../words.ts';

export function DocumentName(): ReactNode {
  const name = useDocument((state) => state.file.name);
  const path = useDocument((state) => state.path);
  const dirty = useDocument((state) => state.dirty);
  const [isEditing, setEditing] = useState(false);
  return (
    <h1 className="ps-name">
      {isEditing ? (
        <NameField name={name} onDone={() => setEditing(false)} />
      ) : (
        <Tooltip text={path ?? words.topBar.title}>
          <button type="button" className="ps-name-button" onClick={() => setEditing(true)}>
            <span className="truncate">{name}</span>
          </button>
        </Tooltip>
      )}
      {dirty ? (
        <Tooltip text={words.topBar.unsaved}>
          <span className="ps-dirty">
            <span className="visually-hidden">{words.topBar.unsaved}</span>
          </span>
        </Tooltip>
      ) : null}
    </h1>
  );
}

function NameField({ name, onDone }: { name: string; onDone: () => void }): ReactNode {
  const { document } = useWorkspace();
  const [typed, setTyped] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  function accept(): void {
    const outcome = document.setTitle(typed);
    if (!outcome.ok) notify({ title: outcome.reason, tone: 'danger' });
    onDone();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') accept();
    if (event.key === 'Escape') onDone();
  }
  return (
    <input
      ref={field}
      className="ps-input ps-name-field"
      aria-label={words.topBar.title}
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={accept}
      onKeyDown={onKeyDown}
    />
  );
}
