/** The curve of a wire: one cubic, drawn as a path and walked by records. Pure numbers. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One cubic. */
interface Bend {
  readonly start: Point;
  readonly startPull: Point;
  readonly endPull: Point;
  readonly end: Point;
}

/** Cubics, each beginning where the one before ends. */
export type WireCurve = readonly Bend[];

const PULL_MIN = 36;
const STEPS = 32;
/** A wire that goes back leaves so far, turns around corners of this size, and passes so far below a row. */
const LEAVE = 30;
const CORNER = 18;
const BELOW = 130;
/** Less than this between two rows, and there is no way between them. */
const ROWS_APART = 120;

/** Leaves to the right, arrives from the left; where the end lies behind the start, it goes around between the rows. */
export function wireCurve(start: Point, end: Point): WireCurve {
  const ahead = end.x - start.x;
  if (ahead < PULL_MIN) return wayBack(start, end);
  const pull = Math.max(PULL_MIN, ahead / 2);
  return [
    {
      start,
      startPull: { x: start.x + pull, y: start.y },
      endPull: { x: end.x - pull, y: end.y },
      end,
    },
  ];
}

function wayBack(start: Point, end: Point): WireCurve {
  const isApart = Math.abs(end.y - start.y) >= ROWS_APART;
  const y = isApart ? (start.y + end.y) / 2 : Math.max(start.y, end.y) + BELOW;
  const right = Math.max(start.x, end.x) + LEAVE;
  const left = Math.min(end.x, start.x) - LEAVE;
  return rounded([
    start,
    { x: right, y: start.y },
    { x: right, y },
    { x: left, y },
    { x: left, y: end.y },
    end,
  ]);
}

/** Straight lines with round corners, as cubics. */
function rounded(points: readonly Point[]): WireCurve {
  const bends: Bend[] = [];
  let from = points[0] ?? { x: 0, y: 0 };
  for (let index = 1; index < points.length; index++) {
    const corner = points[index] ?? from;
    const next = points[index + 1];
    if (!next) {
      bends.push(straight(from, corner));
      break;
    }
    const before = towards(corner, from);
    const after = towards(corner, next);
    bends.push(straight(from, before), {
      start: before,
      startPull: corner,
      endPull: corner,
      end: after,
    });
    from = after;
  }
  return bends;
}

function straight(start: Point, end: Point): Bend {
  return { start, startPull: start, endPull: end, end };
}

/** A corner's size away from it, but not beyond half of the way. */
function towards(corner: Point, point: Point): Point {
  const distance = Math.hypot(point.x - corner.x, point.y - corner.y);
  const part = distance === 0 ? 0 : Math.min(CORNER, distance / 2) / distance;
  return { x: corner.x + (point.x - corner.x) * part, y: corner.y + (point.y - corner.y) * part };
}

export function curvePath(curve: WireCurve): string {
  const [first] = curve;
  const cubics = curve.map(
    ({ startPull, endPull, end }) => `C${pair(startPull)} ${pair(endPull)} ${pair(end)}`,
  );
  return first ? `M${pair(first.start)} ${cubics.join(' ')}` : '';
}

function pair({ x, y }: Point): string {
  return `${x},${y}`;
}

function bendPoint({ start, startPull, endPull, end }: Bend, t: number): Point {
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
  const count = curve.length * STEPS + 1;
  const xs = new Float32Array(count);
  const ys = new Float32Array(count);
  const reach = new Float32Array(count);
  let length = 0;
  let before = curve[0]?.start ?? { x: 0, y: 0 };
  for (let step = 0; step < count; step++) {
    const bend = curve[Math.min(curve.length - 1, Math.floor(step / STEPS))];
    if (!bend) break;
    const isLast = step === count - 1;
    const point = bendPoint(bend, isLast ? 1 : (step % STEPS) / STEPS);
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
  const step = firstBeyond(reach, distance);
  const from = reach[step - 1] ?? 0;
  const to = reach[step] ?? 0;
  const part = to > from ? Math.min(1, Math.max(0, (distance - from) / (to - from))) : 0;
  const between = (values: Float32Array): number =>
    (values[step - 1] ?? 0) + ((values[step] ?? 0) - (values[step - 1] ?? 0)) * part;
  return { x: between(xs), y: between(ys) };
}

/** The first place whose reach is not below the distance, but the second at least and the last at most. */
function firstBeyond(reach: Float32Array, distance: number): number {
  let low = 1;
  let high = reach.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reach[middle] ?? 0) < distance) low = middle + 1;
    else high = middle;
  }
  return low;
}
