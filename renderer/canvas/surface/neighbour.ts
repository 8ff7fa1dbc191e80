/** Which node lies next in a direction, for walking the canvas by keys. */

import type { Position } from '../../../engine/contract/project/pipeline-file.ts';

export interface Spot extends Position {
  readonly id: string;
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

const STEPS: Readonly<Record<Direction, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function isDirection(key: string): key is Direction {
  return Object.hasOwn(STEPS, key);
}

/** One step in a direction, of so many pixels. */
export function stepOf(direction: Direction, length: number): Position {
  const { x, y } = STEPS[direction];
  return { x: x * length, y: y * length };
}

/** The nearest that lies that way; what is aside counts as farther. */
export function neighbour(
  spots: readonly Spot[],
  from: Position,
  direction: Direction,
): string | undefined {
  const way = STEPS[direction];
  let nearest: string | undefined;
  let least = Infinity;
  for (const spot of spots) {
    const dx = spot.x - from.x;
    const dy = spot.y - from.y;
    const ahead = dx * way.x + dy * way.y;
    if (ahead <= 0) continue;
    const aside = Math.abs(dx * way.y) + Math.abs(dy * way.x);
    const cost = ahead + aside * 2;
    if (cost >= least) continue;
    least = cost;
    nearest = spot.id;
  }
  return nearest;
}

/** The one nearest to a point. */
export function nearestTo(spots: readonly Spot[], point: Position): string | undefined {
  const distance = (spot: Spot): number => Math.hypot(spot.x - point.x, spot.y - point.y);
  return spots.toSorted((one, other) => distance(one) - distance(other))[0]?.id;
}
