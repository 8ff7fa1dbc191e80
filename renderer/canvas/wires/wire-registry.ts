/** Where the wires of a canvas run, so that records can be painted along them without asking React. */

import type { WalkedCurve } from './wire-curve.ts';

export interface WireRegistry {
  place(edgeId: string, curve: WalkedCurve): void;
  remove(edgeId: string): void;
  curve(edgeId: string): WalkedCurve | undefined;
}

export function createWireRegistry(): WireRegistry {
  const curves = new Map<string, WalkedCurve>();
  return {
    place: (edgeId, curve) => curves.set(edgeId, curve),
    remove: (edgeId) => curves.delete(edgeId),
    curve: (edgeId) => curves.get(edgeId),
  };
}
