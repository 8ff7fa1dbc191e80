/** Drawing wires by hand; Escape gives up the wire in the hand. */

import { useEffect, useMemo } from 'react';
import type { Position } from '../../../engine/contract/project/pipeline-file.ts';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { useFlowStoreApi } from '../flow.ts';
import type { LooseEnd } from '../wiring/wiring.ts';
import { useCanvas } from './canvas-context.ts';
import { type WiringHandlers, wiringHandlers } from './wiring-handlers.ts';

export function useWiring(onLoose: (end: LooseEnd, at: Position) => void): WiringHandlers {
  const { document: pipeline } = useWorkspace();
  const { wiring } = useCanvas();
  const flow = useFlowStoreApi();

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || !wiring.getState().wiring) return;
      event.stopPropagation();
      wiring.setState({ wiring: null });
      flow.getState().cancelConnection();
    }
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [wiring, flow]);

  return useMemo(
    () => wiringHandlers({ document: pipeline, wiring, nodeUnder, onLoose }),
    [pipeline, wiring, onLoose],
  );
}

/** The id of the node at a point of the window. */
export function nodeUnder({ x, y }: Position): string | undefined {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>('.react-flow__node');
  return element?.dataset['id'];
}
