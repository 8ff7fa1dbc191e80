/** Nodes that are put elsewhere (tidied, undone) glide there, so that the eye can follow. */

import type { Position } from '../../../engine/contract/project/pipeline-file.ts';

export const GLIDE_MS = 240;
/** Shorter ways are steps, and steps are not animated. */
const WAY_MIN = 24;

export interface Glide {
  readonly id: string;
  readonly from: Position;
  readonly to: Position;
}

interface Placed {
  readonly id: string;
  readonly position: Position;
}

export function glides(before: readonly Placed[], after: readonly Placed[]): Glide[] {
  const known = new Map(before.map((node) => [node.id, node.position]));
  return after.flatMap(({ id, position }) => {
    const from = known.get(id);
    if (!from || Math.hypot(position.x - from.x, position.y - from.y) < WAY_MIN) return [];
    return [{ id, from, to: position }];
  });
}

/** Where a gliding node is after so many ms; exactly there at the end. */
export function glidePlace({ from, to }: Glide, elapsedMs: number): Position {
  const part = Math.min(1, Math.max(0, elapsedMs / GLIDE_MS));
  if (part === 1) return to;
  const eased = 1 - (1 - part) ** 3;
  return { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased };
}
