/** Actions of the canvas: what is seen of it and how it is arranged. */

import { Maximize, Network, Plus, ScanSearch, Search, ZoomIn, ZoomOut } from 'lucide-react';
import { words } from '../words.ts';
import type { Action } from './action.ts';

export const canvasActions: readonly Action[] = [
  {
    id: 'canvas.add',
    group: 'canvas',
    title: words.actions.quickAdd,
    icon: Plus,
    keys: ['/', 'Tab'],
    keysElsewhere: true,
    run: ({ canvas }) => canvas()?.quickAdd(),
  },
  {
    id: 'canvas.find',
    group: 'canvas',
    title: words.actions.find,
    icon: Search,
    keys: ['Mod+F'],
    run: ({ show }) => show({ dialog: { kind: 'palette', page: 'nodes' } }),
  },
  {
    id: 'canvas.fit',
    group: 'canvas',
    title: words.actions.fit,
    icon: Maximize,
    keys: ['1', 'Shift+1'],
    run: ({ canvas }) => canvas()?.fit(),
  },
  {
    id: 'canvas.full',
    group: 'canvas',
    title: words.actions.zoomToFull,
    icon: ScanSearch,
    keys: ['0', 'Mod+0'],
    run: ({ canvas }) => canvas()?.zoomToFull(),
  },
  {
    id: 'canvas.zoomIn',
    group: 'canvas',
    title: words.actions.zoomIn,
    icon: ZoomIn,
    keys: ['+', 'Mod+=', 'Mod++'],
    run: ({ canvas }) => canvas()?.zoomIn(),
  },
  {
    id: 'canvas.zoomOut',
    group: 'canvas',
    title: words.actions.zoomOut,
    icon: ZoomOut,
    keys: ['-', 'Mod+-'],
    run: ({ canvas }) => canvas()?.zoomOut(),
  },
  {
    id: 'canvas.tidy',
    group: 'canvas',
    title: words.actions.tidy,
    icon: Network,
    keys: ['Shift+Alt+T'],
    run: ({ canvas }) => canvas()?.tidy(),
  },
];
