/** Actions on the pipeline: undo, select, delete, rename. */

import { CopyPlus, Pencil, Redo2, SquareDashed, Trash2, Undo2 } from 'lucide-react';
import type { Shell } from '../shell.ts';
import { words } from '../words.ts';
import type { Action } from './action.ts';

function hasSelection({ workspace }: Shell): boolean {
  const { selection } = workspace.document.store.getState();
  return selection.nodes.size + selection.edges.size > 0;
}

export const editActions: readonly Action[] = [
  {
    id: 'edit.undo',
    group: 'edit',
    title: words.actions.undo,
    icon: Undo2,
    keys: ['Mod+Z'],
    isEnabled: ({ workspace }) => workspace.document.store.getState().undoLabel !== null,
    run: ({ workspace }) => workspace.document.undo(),
  },
  {
    id: 'edit.redo',
    group: 'edit',
    title: words.actions.redo,
    icon: Redo2,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isEnabled: ({ workspace }) => workspace.document.store.getState().redoLabel !== null,
    run: ({ workspace }) => workspace.document.redo(),
  },
  {
    id: 'edit.selectAll',
    group: 'edit',
    title: words.actions.selectAll,
    icon: SquareDashed,
    keys: ['Mod+A'],
    keysElsewhere: true,
    run: ({ workspace }) => workspace.document.selectAll(),
  },
  {
    id: 'edit.duplicate',
    group: 'edit',
    title: words.actions.duplicate,
    icon: CopyPlus,
    keys: ['Mod+D'],
    keysElsewhere: true,
    isEnabled: ({ workspace }) => workspace.document.store.getState().selection.nodes.size > 0,
    run: ({ workspace }) => workspace.document.duplicate(),
  },
  {
    id: 'edit.delete',
    group: 'edit',
    title: words.actions.delete,
    icon: Trash2,
    keys: ['Delete', 'Backspace'],
    keysElsewhere: true,
    isEnabled: hasSelection,
    run: ({ workspace }) => workspace.document.removeSelection(),
  },
  {
    id: 'edit.rename',
    group: 'edit',
    title: words.actions.rename,
    icon: Pencil,
    keys: ['F2'],
    isEnabled: ({ workspace }) => workspace.document.store.getState().selection.nodes.size === 1,
    run: ({ canvas }) => canvas()?.renameSelected(),
  },
];
