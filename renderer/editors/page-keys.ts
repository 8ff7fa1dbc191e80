/** Keys that ask for actions of the page wherever the focus is: the editor leaves them alone. */

import type * as Monaco from 'monaco-editor/editor';

export function pageKeys({
  KeyCode,
  KeyMod,
}: Pick<typeof Monaco, 'KeyCode' | 'KeyMod'>): Monaco.editor.IKeybindingRule[] {
  const letters = [KeyCode.Enter, KeyCode.KeyK, KeyCode.KeyJ, KeyCode.KeyB, KeyCode.KeyU];
  const keys = [
    ...letters.map((key) => KeyMod.CtrlCmd | key),
    KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyM,
    KeyCode.F1,
  ];
  // No command takes it off the editor.
  return keys.map((keybinding) => ({ keybinding, command: null }));
}
