/** What the parts of one canvas have in common. The value never changes; what changes in it are stores. */

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { createWireRegistry, type WireRegistry } from '../wires/wire-registry.ts';
import { createWiringStore, type WiringStore } from '../wiring/wiring.ts';
import type { QuickAddRequest } from '../quick-add/quick-add.tsx';
import type { StripDetail } from '../strip/paint-strip.ts';

export interface CanvasNotice {
  readonly text: string;
  readonly hint?: string | undefined;
}

export interface CanvasParts extends CanvasCallbacks {
  /** The canvas' element on the page. */
  element(): HTMLElement | null;
  readonly wiring: WiringStore;
  /** The node whose name is being written. */
  readonly renaming: StoreApi<{ readonly nodeId: string | null }>;
  /** What quick add was asked for, while its list is open. */
  readonly adding: StoreApi<{ readonly request: QuickAddRequest | null }>;
  readonly view: CanvasView;
  readonly wires: WireRegistry;
  /** Who is asked from now on. */
  hear(callbacks: CanvasCallbacks): void;
}

/** What the canvas asks of who shows it. */
export interface CanvasCallbacks {
  onInspect(nodeId: string): void;
  onNotice(notice: CanvasNotice): void;
}

/** How close one looks: what is painted, and with how many pixels. */
export interface CanvasView {
  detail(): StripDetail;
  /** Pixels of the screen for one of the canvas. */
  scale(): number;
  zoom(): number;
  setZoom(zoom: number): void;
  /** The zoom stays as it is for now: what is painted gets just as many pixels as it needs. */
  settle(): void;
  /** Calls back when what is painted has changed, and whenever the surface has come to rest. */
  onChange(listener: () => void): () => void;
}

const PLAIN_BELOW = 0.6;
const BAR_BELOW = 0.4;
const SCALE_MIN = 0.5;
const SCALE_MAX = 3;

export function createCanvasView(devicePixelRatio: () => number): CanvasView {
  const listeners = new Set<() => void>();
  let zoom = 1;
  let scale = clampedScale(devicePixelRatio());
  const detail = (): StripDetail =>
    zoom < BAR_BELOW ? 'bar' : zoom < PLAIN_BELOW ? 'plain' : 'full';
  function tell(): void {
    for (const listener of listeners) listener();
  }
  return {
    detail,
    scale: () => scale,
    zoom: () => zoom,
    setZoom(next) {
      const before = detail();
      zoom = next;
      if (before !== detail()) tell();
    },
    settle() {
      scale = clampedScale(zoom * devicePixelRatio());
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function clampedScale(scale: number): number {
  return Math.min(SCALE_MAX, Math.max(SCALE_MIN, scale));
}

export function createCanvasParts(rootId: string): CanvasParts {
  let callbacks: CanvasCallbacks | undefined;
  return {
    element: () => document.getElementById(rootId),
    wiring: createWiringStore(),
    renaming: createStore(() => ({ nodeId: null })),
    adding: createStore(() => ({ request: null })),
    view: createCanvasView(() => globalThis.devicePixelRatio ?? 1),
    wires: createWireRegistry(),
    hear(next) {
      callbacks = next;
    },
    onInspect: (nodeId) => callbacks?.onInspect(nodeId),
    onNotice: (notice) => callbacks?.onNotice(notice),
  };
}

export const CanvasContext = createContext<CanvasParts | null>(null);

export function useCanvas(): CanvasParts {
  const parts = useContext(CanvasContext);
  if (!parts) throw new Error('A part of the canvas is outside of the canvas.');
  return parts;
}

/** Whether a wire is being drawn, and what this node says to it. */
export function useWiringState(nodeId: string): 'none' | 'origin' | 'legal' | 'illegal' {
  return useStore(useCanvas().wiring, ({ wiring }) => {
    if (!wiring) return 'none';
    if (wiring.end.nodeId === nodeId) return 'origin';
    return wiring.refusals.get(nodeId) === undefined ? 'legal' : 'illegal';
  });
}

export function useIsRenaming(nodeId: string): boolean {
  return useStore(useCanvas().renaming, (state) => state.nodeId === nodeId);
}
