/** The shapes by which brokers and groups are told apart without colour, as paths in a box of 20 by 20. */

export type SignShape =
  | 'circle'
  | 'square'
  | 'hexagon'
  | 'diamond'
  | 'pentagon'
  | 'octagon'
  | 'triangle'
  | 'shield'
  | 'drop';

const SHAPES: readonly SignShape[] = [
  'circle',
  'square',
  'hexagon',
  'diamond',
  'pentagon',
  'octagon',
  'triangle',
  'shield',
  'drop',
];

/** Where the number stands inside a shape, from the top of the box. */
const MIDDLES: Readonly<Partial<Record<SignShape, number>>> = {
  triangle: 12.6,
  pentagon: 10.6,
  shield: 9.4,
  drop: 11.6,
};

const PATHS: Readonly<Record<SignShape, string>> = {
  circle: 'M10 1.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0 -17Z',
  square:
    'M3.6 2.2H16.4A1.4 1.4 0 0 1 17.8 3.6V16.4A1.4 1.4 0 0 1 16.4 17.8H3.6A1.4 1.4 0 0 1 2.2 16.4V3.6A1.4 1.4 0 0 1 3.6 2.2Z',
  hexagon: polygon(6, { radius: 9.2, turn: 0, middle: 10 }),
  diamond: polygon(4, { radius: 9.6, turn: 0, middle: 10 }),
  pentagon: polygon(5, { radius: 9.2, turn: -90, middle: 10.4 }),
  octagon: polygon(8, { radius: 9, turn: 22.5, middle: 10 }),
  triangle: polygon(3, { radius: 10.4, turn: -90, middle: 12 }),
  shield: 'M10 1.2L17.6 3.6V9.8C17.6 14 14.4 17.4 10 19C5.6 17.4 2.4 14 2.4 9.8V3.6Z',
  drop: 'M10 0.9C12.4 4.4 17 8 17 12.2A7 6.9 0 0 1 3 12.2C3 8 7.6 4.4 10 0.9Z',
};

/** The shape of a broker, the same everywhere it is shown. */
export function brokerShape(brokerId: number): SignShape {
  return shapeAt(brokerId - 1);
}

/** The shape of a group, by its place in the order of first appearance. */
export function groupShape(index: number): SignShape {
  return shapeAt(index);
}

export function shapePath(shape: SignShape): string {
  return PATHS[shape];
}

export function shapeMiddle(shape: SignShape): number {
  return MIDDLES[shape] ?? 10;
}

function shapeAt(index: number): SignShape {
  const { length } = SHAPES;
  return SHAPES[((index % length) + length) % length] ?? 'circle';
}

interface PolygonForm {
  radius: number;
  /** Degrees. */
  turn: number;
  /** Its centre, from the top. */
  middle: number;
}

function polygon(corners: number, { radius, turn, middle }: PolygonForm): string {
  const points = Array.from({ length: corners }, (_, corner) => {
    const angle = ((turn + (corner * 360) / corners) * Math.PI) / 180;
    const x = 10 + radius * Math.cos(angle);
    const y = middle + radius * Math.sin(angle);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return `M${points.join('L')}Z`;
}
