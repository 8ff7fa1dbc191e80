/** Every action of the page, and how to ask for one. */

import { isMac } from '../keymap/platform.ts';
import { shortcutLabel } from '../keymap/shortcut.ts';
import type { Shell } from '../shell.ts';
import type { Action } from './action.ts';
import { canvasActions } from './canvas-actions.ts';
import { editActions } from './edit-actions.ts';
import { fileActions } from './file-actions.ts';
import { runActions } from './run-actions.ts';
import { viewActions } from './view-actions.ts';

export const actions: readonly Action[] = [
  ...fileActions,
  ...editActions,
  ...canvasActions,
  ...runActions,
  ...viewActions,
];

const byId: ReadonlyMap<string, Action> = new Map(actions.map((action) => [action.id, action]));

export function actionById(id: string): Action {
  const action = byId.get(id);
  if (!action) throw new Error(`There is no action ${id}.`);
  return action;
}

/** Does it, if it can be done now. */
export function perform(shell: Shell, id: string): void {
  const action = actionById(id);
  if (action.isEnabled?.(shell) !== false) action.run(shell);
}

/** Its first keys as they are shown; undefined when it has none. */
export function keysOf(action: Action): string | undefined {
  const [first] = action.keys ?? [];
  return first === undefined ? undefined : shortcutLabel(first, isMac());
}
