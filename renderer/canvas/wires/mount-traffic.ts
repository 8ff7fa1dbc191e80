/** Paints the records that travel along all wires, on one canvas over the surface. */

import { edgeId } from '../../../engine/contract/project/pipeline-file.ts';
import { prefersReducedMotion } from '../../design/theme.ts';
import { ownStatuses } from '../../state/session/own-statuses.ts';
import type { Workspace } from '../../state/workspace.ts';
import { stripColours } from '../strip/strip-colours.ts';
import { Traffic } from './traffic.ts';
import { type WalkedCurve, pointAlong } from './wire-curve.ts';
import { flowNumbers, type WireFlow, wireFlow } from './wire-flow.ts';
import type { WireRegistry } from './wire-registry.ts';

const DOT_RADIUS = 2.6;
/** From farther away dots would be dust. */
const ZOOM_MIN = 0.4;
const STEP_MS_MAX = 100;

/** Where the surface is looked at from: shift in pixels of the screen, and zoom. */
export type SurfaceTransform = readonly [x: number, y: number, zoom: number];

export interface TrafficSource {
  readonly workspace: Workspace;
  readonly wires: WireRegistry;
  transform(): SurfaceTransform;
  /** Calls back when the transform has changed. */
  onTransform(listener: () => void): () => void;
}

interface Lane {
  flow: WireFlow;
  readonly traffic: Traffic;
}

export function mountTraffic(canvas: HTMLCanvasElement, source: TrafficSource): () => void {
  const { workspace, wires } = source;
  const { live, document: pipeline, session } = workspace;
  const lanes = new Map<string, Lane>();
  let lastAt = Number.NaN;
  let isBlank = false;

  function update(): void {
    const { file } = pipeline.store.getState();
    const { pipeline: running, clients } = session.store.getState();
    const statuses = ownStatuses(running, pipeline.store.getState());
    const ids = new Set(file.edges.map(edgeId));
    for (const id of lanes.keys()) if (!ids.has(id)) lanes.delete(id);
    for (const edge of file.edges) {
      const flow = wireFlow(edge, { file, statuses, clients });
      const lane = lanes.get(edgeId(edge));
      if (lane) lane.flow = flow;
      else lanes.set(edgeId(edge), { flow, traffic: new Traffic() });
    }
    watch.watch(watchedBy([...lanes.values()].map(({ flow }) => flow)));
  }

  const watch = live.watch({}, (now) => {
    const dtMs = Number.isNaN(lastAt) ? 0 : Math.min(now - lastAt, STEP_MS_MAX);
    const transform = source.transform();
    const isShown = !prefersReducedMotion() && transform[2] >= ZOOM_MIN;
    let isMoving = false;
    for (const [id, { flow, traffic }] of lanes) {
      const { records, rate } = flowNumbers(live, flow);
      traffic.count(records, rate);
      const curve = wires.curve(id);
      if (!isShown || !curve) traffic.clear();
      else if (traffic.step(dtMs, curve.length)) isMoving = true;
    }
    if (isMoving || !isBlank) paintAll(transform);
    isBlank = !isMoving;
    lastAt = isMoving ? now : Number.NaN;
    return isMoving;
  });

  function paintAll(transform: SurfaceTransform): void {
    const context = cleared(canvas, transform);
    if (!context) return;
    for (const [id, { traffic }] of lanes) {
      const curve = wires.curve(id);
      if (curve) paintDots(context, traffic, curve);
    }
  }

  update();
  const stops = [
    pipeline.store.subscribe((now, before) => {
      if (now.file !== before.file) update();
    }),
    session.store.subscribe((now, before) => {
      if (now.pipeline !== before.pipeline || now.clients !== before.clients) update();
    }),
    source.onTransform(watch.invalidate),
  ];
  return () => {
    for (const stop of stops) stop();
    watch.close();
  };
}

function watchedBy(flows: readonly WireFlow[]): { nodes: number[]; positions: number[] } {
  return {
    nodes: flows.flatMap((flow) => (flow.kind === 'part' ? [flow.liveId] : [])),
    positions: flows.flatMap((flow) => (flow.kind === 'positions' ? flow.liveIds : [])),
  };
}

/** The context, cleared, in the canvas' coordinates of the surface. */
function cleared(
  canvas: HTMLCanvasElement,
  [x, y, zoom]: SurfaceTransform,
): CanvasRenderingContext2D | null {
  const ratio = Math.min(window.devicePixelRatio, 2);
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
  context.fillStyle = stripColours().particle;
  return context;
}

/** A dot that stands for many records is a little larger. */
function paintDots(context: CanvasRenderingContext2D, traffic: Traffic, curve: WalkedCurve): void {
  const radius = traffic.sample > 1 ? DOT_RADIUS * 1.25 : DOT_RADIUS;
  context.beginPath();
  for (const distance of traffic.distances()) {
    const { x, y } = pointAlong(curve, distance);
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, Math.PI * 2);
  }
  context.fill();
}
