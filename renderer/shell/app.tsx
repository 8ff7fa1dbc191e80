/** The whole page: providers around, the frame inside, dialogs over it. */

import { type ReactNode, useEffect, useState } from 'react';
import { ErrorBoundary } from '../design/error-boundary.tsx';
import { LiveRegion } from '../design/live-region.tsx';
import { Toasts } from '../design/toast.tsx';
import { TooltipProvider } from '../design/tooltip.tsx';
import { WorkspaceProvider } from '../state/workspace-context.tsx';
import { useAnnouncements } from './announcements.ts';
import { useDocumentTitle } from './document-title.ts';
import { Dialogs } from './dialogs.tsx';
import { Frame } from './frame/frame.tsx';
import { useKeymap } from './keymap/use-keymap.ts';
import { ShellProvider } from './shell-context.tsx';
import type { Shell } from './shell.ts';
import { startUp } from './start-up.ts';
import { words } from './words.ts';

export function App({ shell }: { shell: Shell }): ReactNode {
  const isReady = useStartUp(shell);
  useKeymap(shell);
  useDocumentTitle(shell);
  useAnnouncements(shell);
  return (
    <WorkspaceProvider workspace={shell.workspace}>
      <ShellProvider shell={shell}>
        <TooltipProvider>
          <ErrorBoundary
            title={words.failed.page}
            retryLabel={words.failed.reload}
            onRetry={() => window.location.reload()}
          >
            {isReady ? <Frame /> : null}
          </ErrorBoundary>
          <Dialogs />
          <Toasts closeLabel={words.close} />
          <LiveRegion />
        </TooltipProvider>
      </ShellProvider>
    </WorkspaceProvider>
  );
}

/** The frame waits for the remembered sizes, not for the document. */
function useStartUp(shell: Shell): boolean {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    void startUp(shell, () => setReady(true));
  }, [shell]);
  return isReady;
}
