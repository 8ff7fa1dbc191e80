/** The dialog that is open, if one is. */

import { lazy, type ReactNode, Suspense } from 'react';
import { useShell, useShellState } from './shell-context.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { FileDialog } from './files/file-dialog.tsx';
import { RecoveredDialog } from './files/recovered-dialog.tsx';
import { HelpSheet } from './help/help-sheet.tsx';

const CommandPalette = lazy(() =>
  import('./palette/command-palette.tsx').then((module) => ({ default: module.CommandPalette })),
);
const ExportDialog = lazy(() =>
  import('./files/export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
);

/** A dialog that fails is closed and said; the page under it goes on. */
export function Dialogs(): ReactNode {
  const { show } = useShell();
  const dialog = useShellState((state) => state.dialog);
  return (
    <FailureNotice key={dialog?.kind ?? 'none'} onFailure={() => show({ dialog: null })}>
      <OpenedDialog />
    </FailureNotice>
  );
}

function OpenedDialog(): ReactNode {
  const shell = useShell();
  const dialog = useShellState((state) => state.dialog);
  const close = (): void => shell.show({ dialog: null });
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'palette':
      return (
        <Suspense fallback={null}>
          <CommandPalette page={dialog.page} onClose={close} />
        </Suspense>
      );
    case 'export':
      return (
        <Suspense fallback={null}>
          <ExportDialog onClose={close} />
        </Suspense>
      );
    case 'help':
      return <HelpSheet onClose={close} />;
    case 'recovered':
      return <RecoveredDialog documents={dialog.documents} onClose={close} />;
    case 'file':
      return (
        <FileDialog
          purpose={dialog.purpose}
          suggestedName={dialog.suggestedName}
          answer={dialog.answer}
        />
      );
  }
}
