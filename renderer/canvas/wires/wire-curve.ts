/** The curve of a wire: one cubic, drawn as a path and walked by records. Pure numbers. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface WireCurve {
  readonly start: Point;
  readonly startPull: Point;
  readonly endPull: Point;
  readonly end: Point;
}

const PULL_MIN = 36;
const STEPS = 32;

/** Leaves to the right, arrives from the left; loops around where the end lies behind the start. */
export function wireCurve(start: Point, end: Point): WireCurve {
  const ahead = end.x - start.x;
  const pull =
    ahead >= 0 ? Math.max(PULL_MIN, ahead / 2) : Math.max(PULL_MIN, Math.sqrt(-ahead) * 9);
  return {
    start,
    startPull: { x: start.x + pull, y: start.y },
    endPull: { x: end.x - pull, y: end.y },
    end,
  };
}

export function curvePath({ start, startPull, endPull, end }: WireCurve): string {
  return `M${start.x},${start.y} C${startPull.x},${startPull.y} ${endPull.x},${endPull.y} ${end.x},${end.y}`;
}

export function curvePoint(curve: WireCurve, t: number): Point {
  const { start, startPull, endPull, end } = curve;
  const u = 1 - t;
  const a = u * u * u;
  const b = 3 * u * u * t;
  const c = 3 * u * t * t;
  const d = t * t * t;
  return {
    x: a * start.x + b * startPull.x + c * endPull.x + d * end.x,
    y: a * start.y + b * startPull.y + c * endPull.y + d * end.y,
  };
}

/** Points along a curve with how far each is from the start: walked at an even pace, measured once. */
export interface WalkedCurve {
  readonly length: number;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly reach: Float32Array;
}

export function walkedCurve(curve: WireCurve): WalkedCurve {
  const xs = new Float32Array(STEPS + 1);
  const ys = new Float32Array(STEPS + 1);
  const reach = new Float32Array(STEPS + 1);
  let length = 0;
  let before = curve.start;
  for (let step = 0; step <= STEPS; step++) {
    const point = curvePoint(curve, step / STEPS);
    length += Math.hypot(point.x - before.x, point.y - before.y);
    xs[step] = point.x;
    ys[step] = point.y;
    reach[step] = length;
    before = point;
  }
  return { length, xs, ys, reach };
}

/** The point that is so far along the curve. */
export function pointAlong(walked: WalkedCurve, distance: number): Point {
  const { xs, ys, reach } = walked;
  let step = 1;
  while (step < STEPS && (reach[step] ?? 0) < distance) step++;
  const from = reach[step - 1] ?? 0;
  const to = reach[step] ?? 0;
  const part = to > from ? Math.min(1, Math.max(0, (distance - from) / (to - from))) : 0;
  const between = (values: Float32Array): number =>
    (values[step - 1] ?? 0) + ((values[step] ?? 0) - (values[step - 1] ?? 0)) * part;
  return { x: between(xs), y: between(ys) };
}
