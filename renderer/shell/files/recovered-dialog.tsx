/** Other work that an earlier run left unsaved. */

import { type ReactNode, useState } from 'react';
import type { RecoveredDocument } from '../../../engine/contract/app.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { formatAgo, formatDateTime } from '../../design/format.ts';
import { useShell } from '../shell-context.tsx';
import { words } from '../words.ts';
import { baseName } from './file-names.ts';
import './files.css';

interface RecoveredDialogProps {
  documents: readonly RecoveredDocument[];
  onClose: () => void;
}

export function RecoveredDialog({ documents, onClose }: RecoveredDialogProps): ReactNode {
  const { workspace, files } = useShell();
  const [left, setLeft] = useState(documents);
  const [now] = useState(() => Date.now());
  function discard(documentId: string): void {
    setLeft(left.filter((document) => document.documentId !== documentId));
    // A copy that stays is offered again at the next start.
    workspace.transport.request('autosave.discard', { documentId }).catch(() => undefined);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.files.recoveredTitle}
      description={words.files.recoveredLead}
      closeLabel={words.close}
    >
      <ul className="ps-file-rows">
        {left.map((document) => (
          <li key={document.documentId} className="ps-file-row">
            <span className="truncate">
              {document.path === null ? words.files.untitled : baseName(document.path)}
            </span>
            <span className="muted" title={formatDateTime(document.savedAt)}>
              {formatAgo(document.savedAt, now)}
            </span>
            <Button size="small" tone="danger" onClick={() => discard(document.documentId)}>
              {words.files.discard}
            </Button>
            <Button
              size="small"
              onClick={() => {
                if (files.openRecovered(document)) onClose();
              }}
            >
              {words.files.openIt}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
