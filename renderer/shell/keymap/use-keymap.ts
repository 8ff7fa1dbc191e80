/** Lets keys ask for actions, wherever the focus is. */

import { useEffect } from 'react';
import type { Action } from '../actions/action.ts';
import { actions, perform } from '../actions/actions.ts';
import type { Shell } from '../shell.ts';
import { isMac } from './platform.ts';
import { isTyping, matches, readShortcut } from './shortcut.ts';

const bound = actions
  .filter((action) => !action.keysElsewhere)
  .flatMap((action) =>
    (action.keys ?? []).map((keys) => ({ action, shortcut: readShortcut(keys) })),
  );

export function useKeymap(shell: Shell): void {
  useEffect(() => {
    const mac = isMac();
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const found = bound.find(({ shortcut }) => matches(shortcut, event, mac));
      if (!found || !mayRun(found.action, event)) return;
      event.preventDefault();
      perform(shell, found.action.id);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [shell]);
}

/** In a field only actions that say so; in a dialog or a menu only those too. */
function mayRun(action: Action, event: KeyboardEvent): boolean {
  if (action.whileTyping) return true;
  const { target } = event;
  if (isTyping(target)) return false;
  return !(
    target instanceof Element && target.closest('[role=dialog], [role=menu], [role=listbox]')
  );
}
