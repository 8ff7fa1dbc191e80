/** Actions on files: new, open, save, export. */

import { FilePlus2, FolderOpen, Save, SaveAll, Share } from 'lucide-react';
import { words } from '../words.ts';
import type { Action } from './action.ts';

export const fileActions: readonly Action[] = [
  {
    id: 'file.new',
    group: 'file',
    title: words.actions.newFile,
    icon: FilePlus2,
    // Browsers keep Ctrl+N for themselves.
    keys: ['Mod+N', 'Alt+N'],
    whileTyping: true,
    run: ({ files }) => files.startNew(),
  },
  {
    id: 'file.open',
    group: 'file',
    title: words.actions.open,
    icon: FolderOpen,
    keys: ['Mod+O'],
    whileTyping: true,
    run: ({ files }) => void files.chooseAndOpen(),
  },
  {
    id: 'file.save',
    group: 'file',
    title: words.actions.save,
    icon: Save,
    keys: ['Mod+S'],
    whileTyping: true,
    run: ({ files }) => void files.save(),
  },
  {
    id: 'file.saveAs',
    group: 'file',
    title: words.actions.saveAs,
    icon: SaveAll,
    keys: ['Mod+Shift+S'],
    whileTyping: true,
    run: ({ files }) => void files.saveAs(),
  },
  {
    id: 'file.export',
    group: 'file',
    title: words.actions.export,
    icon: Share,
    keys: ['Mod+E'],
    run: ({ show }) => show({ dialog: { kind: 'export' } }),
  },
];
