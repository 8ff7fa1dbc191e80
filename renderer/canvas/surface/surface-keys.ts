/** What keys do while the canvas has the focus. */

import type { PipelineDocument } from '../../state/document/pipeline-document.ts';
import type { CanvasParts } from './canvas-context.ts';
import {
  type Direction,
  isDirection,
  nearestTo,
  neighbour,
  type Spot,
  stepOf,
} from './neighbour.ts';
import { GRID, onlySelected, type SurfaceCommands } from './surface-commands.ts';

const FAR = 10;

export interface KeyTarget {
  readonly document: PipelineDocument;
  readonly commands: SurfaceCommands;
  readonly parts: Pick<CanvasParts, 'onInspect' | 'wiring'>;
  /** Middles of the nodes, and of what is seen. */
  spots(): {
    readonly nodes: readonly Spot[];
    readonly centre: { readonly x: number; readonly y: number };
  };
  /** The node that has the focus itself. */
  focused(): string | undefined;
}

export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly modKey: boolean;
  readonly altKey: boolean;
}

/** Whether the key meant something here. */
export function pressKey(target: KeyTarget, key: Key): boolean {
  if (key.altKey) return false;
  if (isDirection(key.key)) return pressArrow(target, key, key.key);
  return key.modKey ? pressWithMod(target, key) : pressPlain(target, key);
}

function pressArrow(
  { document: pipeline, commands, spots }: KeyTarget,
  key: Key,
  direction: Direction,
): boolean {
  const { nodes, centre } = spots();
  const selected = onlySelected(pipeline);
  if (!key.modKey && pipeline.store.getState().selection.nodes.size > 0) {
    pipeline.nudgeSelection(stepOf(direction, key.shiftKey ? GRID * FAR : GRID));
    return true;
  }
  const from = nodes.find(({ id }) => id === selected);
  const next = from ? neighbour(nodes, from, direction) : nearestTo(nodes, centre);
  if (next === undefined) return false;
  pipeline.select({ nodes: [next] });
  commands.focus(next);
  return true;
}

function pressWithMod({ document: pipeline }: KeyTarget, { key }: Key): boolean {
  switch (key.toLowerCase()) {
    case 'a':
      pipeline.selectAll();
      return true;
    case 'd':
      pipeline.duplicate();
      return true;
    default:
      return false;
  }
}

function pressPlain(target: KeyTarget, { key, shiftKey }: Key): boolean {
  const { document: pipeline, commands } = target;
  const selected = onlySelected(pipeline);
  switch (key) {
    case 'Delete':
    case 'Backspace':
      pipeline.removeSelection();
      commands.focus();
      return true;
    case 'Escape':
      pipeline.clearSelection();
      return true;
    case 'Enter':
      return pressEnter(target, selected);
    case ' ':
      return pressSpace(target);
    case 'F2':
      commands.renameSelected();
      return selected !== undefined;
    case '/':
      commands.quickAdd();
      return true;
    case 'Tab':
      // With nothing selected, Tab walks through the page as everywhere.
      if (shiftKey || selected === undefined) return false;
      commands.quickAdd();
      return true;
    case 'c':
    case 'C':
      if (selected === undefined) return false;
      commands.connectSelected();
      return true;
    default:
      return false;
  }
}

function pressEnter(
  { document: pipeline, parts, focused }: KeyTarget,
  selected: string | undefined,
): boolean {
  const nodeId = focused() ?? selected;
  if (nodeId === undefined) return false;
  pipeline.select({ nodes: [nodeId] });
  parts.onInspect(nodeId);
  return true;
}

/** Picks the node that has the focus, or drops it. */
function pressSpace({ document: pipeline, focused }: KeyTarget): boolean {
  const nodeId = focused();
  if (nodeId === undefined) return false;
  const { nodes } = pipeline.store.getState().selection;
  pipeline.select({
    nodes: nodes.has(nodeId) ? [...nodes].filter((id) => id !== nodeId) : [...nodes, nodeId],
  });
  return true;
}
