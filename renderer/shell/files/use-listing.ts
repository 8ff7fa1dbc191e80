/** One directory of the host's machine. */

import { useCallback, useEffect, useState } from 'react';
import type { DirectoryListing } from '../../../engine/contract/app.ts';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { refusalText } from '../refusal.ts';

export interface Listing {
  listing: DirectoryListing | null;
  /** Why the last directory could not be read; the one before stays. */
  problem: string | undefined;
  go: (directory: string | undefined) => void;
}

export function useListing(): Listing {
  const { transport } = useWorkspace();
  const [listing, setListing] = useState<DirectoryListing | null>(null);
  const [problem, setProblem] = useState<string>();
  const go = useCallback(
    (directory: string | undefined) => {
      transport.request('file.list', directory === undefined ? {} : { directory }).then(
        (read) => {
          setListing(read);
          setProblem(undefined);
        },
        (error: unknown) => setProblem(refusalText(error)),
      );
    },
    [transport],
  );
  useEffect(() => go(undefined), [go]);
  return { listing, problem, go };
}
