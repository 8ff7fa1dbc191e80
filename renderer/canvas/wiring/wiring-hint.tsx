/** Says beside the pointer why the wire in the hand may not end here. */

import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useCanvas } from '../surface/canvas-context.ts';
import { nodeUnder } from '../surface/use-wiring.ts';

const BESIDE = 16;

export function WiringHint(): ReactNode {
  const { wiring: store } = useCanvas();
  const wiring = useStore(store, (state) => state.wiring);
  const hint = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (!wiring) return undefined;
    const { end, refusals } = wiring;
    function onPointerMove({ clientX: x, clientY: y }: PointerEvent): void {
      const nodeId = nodeUnder({ x, y });
      const reason =
        nodeId === undefined || nodeId === end.nodeId ? undefined : refusals.get(nodeId);
      if (!hint.current) return;
      hint.current.hidden = reason === undefined;
      hint.current.textContent = reason ?? '';
      hint.current.style.transform = `translate(${x + BESIDE}px, ${y + BESIDE}px)`;
    }
    window.addEventListener('pointermove', onPointerMove);
    return () => window.removeEventListener('pointermove', onPointerMove);
  }, [wiring]);
  return wiring ? <output ref={hint} className="cv-hint" hidden /> : null;
}
