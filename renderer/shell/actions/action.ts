/** An action: something that a person can ask for, from a menu, the palette, a button or a key. */

import type { LucideIcon } from 'lucide-react';
import type { Shell } from '../shell.ts';

export type ActionGroup = 'file' | 'edit' | 'canvas' | 'run' | 'view' | 'help';

export interface Action {
  /** Stable, such as `file.save`. */
  readonly id: string;
  readonly group: ActionGroup;
  readonly title: string;
  readonly icon?: LucideIcon;
  /** As in `keymap/shortcut.ts`; the first one is shown. */
  readonly keys?: readonly string[];
  /** Whether its keys work while somebody types in a field. */
  readonly whileTyping?: boolean;
  /** Its keys are taken by the canvas or the browser; they are only shown here. */
  readonly keysElsewhere?: boolean;
  isEnabled?(shell: Shell): boolean;
  run(shell: Shell): void;
}
