/** What an empty canvas says: how to begin. */

import { FlaskConical, Plug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../design/button.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { useShell } from '../shell-context.tsx';
import { words } from '../words.ts';

export function EmptyCanvas(): ReactNode {
  const { show } = useShell();
  return (
    <EmptyState
      title={words.emptyCanvas.title}
      actions={
        <>
          <Button
            icon={FlaskConical}
            onClick={() => show({ dialog: { kind: 'palette', page: 'files' } })}
          >
            {words.emptyCanvas.sample}
          </Button>
          <Button icon={Plug} onClick={() => show({ connectOpen: true })}>
            {words.emptyCanvas.connect}
          </Button>
        </>
      }
    >
      {words.emptyCanvas.text}
    </EmptyState>
  );
}
