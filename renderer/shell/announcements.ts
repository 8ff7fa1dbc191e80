/** Reads aloud what happens to brokers, leaders and groups, for those who do not see it move. */

import { useEffect } from 'react';
import { announce } from '../design/live-region.tsx';
import type { Shell } from './shell.ts';
import { words } from './words.ts';

export function useAnnouncements({ workspace }: Shell): void {
  useEffect(() => {
    const { store } = workspace.session;
    /** What happened before the page was opened is no news. */
    let lastSequence = store.getState().events.at(-1)?.sequence;
    return store.subscribe((state, before) => {
      if (state.connection !== before.connection && before.connection !== 'connecting') {
        announce(state.connection === 'connected' ? words.connection.back : words.connection.lost);
      }
      if (state.events === before.events) return;
      const known = lastSequence ?? state.events.at(-1)?.sequence ?? 0;
      lastSequence = state.events.at(-1)?.sequence;
      for (const event of state.events) {
        if (event.sequence > known && (event.source === 'cluster' || event.source === 'group')) {
          announce(event.text);
        }
      }
    });
  }, [workspace]);
}
