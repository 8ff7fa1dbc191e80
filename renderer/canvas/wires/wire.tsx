/** A wire on the canvas: its curve, and how many records a second go along it. */

import { memo, type ReactNode, useCallback, useLayoutEffect } from 'react';
import { formatCount, formatRate } from '../../design/format.ts';
import type { LiveStore } from '../../state/live/live-store.ts';
import { ownStatuses } from '../../state/session/own-statuses.ts';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '../flow.ts';
import { LiveText } from '../nodes/live-text.tsx';
import { useCanvas } from '../surface/canvas-context.ts';
import type { FlowEdge } from '../surface/flow-graph.ts';
import { sampleFor } from './traffic.ts';
import { curvePath, pointAlong, walkedCurve, wireCurve } from './wire-curve.ts';
import { flowNumbers, wireFlow } from './wire-flow.ts';

const GRIP_WIDTH = 18;

export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>): ReactNode {
  const { id, source, target, sourceX, sourceY, targetX, targetY, selected } = props;
  const { wires } = useCanvas();
  const curve = wireCurve({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const walked = walkedCurve(curve);
  useLayoutEffect(() => {
    wires.place(id, walked);
    return () => wires.remove(id);
  });
  const middle = pointAlong(walked, walked.length / 2);
  return (
    <>
      <BaseEdge
        id={id}
        path={curvePath(curve)}
        interactionWidth={GRIP_WIDTH}
        className={selected ? 'cv-wire cv-wire-selected' : 'cv-wire'}
      />
      <EdgeLabelRenderer>
        <div
          className="cv-rate tabular"
          style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
        >
          <WireRate from={source} to={target} />
        </div>
      </EdgeLabelRenderer>
    </>
  );
});

function WireRate({ from, to }: { from: string; to: string }): ReactNode {
  const { document: pipeline, session } = useWorkspace();
  const read = useCallback(
    (live: LiveStore) => {
      const { file } = pipeline.store.getState();
      const { pipeline: running, clients } = session.store.getState();
      const statuses = ownStatuses(running, pipeline.store.getState());
      const flow = wireFlow({ from, to }, { file, statuses, clients });
      const { rate } = flowNumbers(live, flow);
      if (!(rate > 0)) return '';
      const sample = sampleFor(rate);
      return sample > 1 ? `${formatRate(rate)} · 1 : ${formatCount(sample)}` : formatRate(rate);
    },
    [pipeline, session, from, to],
  );
  return <LiveText read={read} name="rate" />;
}
