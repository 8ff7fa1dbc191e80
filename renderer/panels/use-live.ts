/** Live numbers for panels: read anew at most twice a second, never kept as React state. */

import { useEffect, useReducer } from 'react';
import type { LiveStore } from '../state/live/live-store.ts';
import { useWorkspace } from '../state/workspace-context.tsx';

/** The live store; the component renders again with each tick of its mirror. */
export function useLive(): LiveStore {
  const { live } = useWorkspace();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => live.mirror(tick), [live]);
  return live;
}
