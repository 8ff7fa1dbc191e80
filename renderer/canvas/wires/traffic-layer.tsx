/** The canvas over the surface on which records travel. It takes no part in pointing. */

import { type ReactNode, useEffect, useRef } from 'react';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { useFlowStoreApi } from '../flow.ts';
import { useCanvas } from '../surface/canvas-context.ts';
import { mountTraffic } from './mount-traffic.ts';

export function TrafficLayer(): ReactNode {
  const workspace = useWorkspace();
  const { wires } = useCanvas();
  const flow = useFlowStoreApi();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return undefined;
    return mountTraffic(canvas.current, {
      workspace,
      wires,
      transform: () => flow.getState().transform,
      onTransform: (listener) =>
        flow.subscribe((now, before) => {
          if (now.transform !== before.transform || now.width !== before.width) listener();
        }),
    });
  }, [workspace, wires, flow]);
  return <canvas ref={canvas} className="cv-traffic" aria-hidden />;
}
