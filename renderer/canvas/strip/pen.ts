/** The few marks that strips are made of: signs, badges, hatches and text, on a 2D context. */

import { brokerShape, shapeMiddle, shapePath, type SignShape } from '../../design/signs.ts';
import type { StripColours } from './strip-colours.ts';

const SIGN_BOX = 20;
const HATCH_TILE = 12;

const paths = new Map<SignShape, Path2D>();
const hatches = new Map<string, CanvasPattern | null>();

/** What all marks are drawn with. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly colours: StripColours;
  /** Pixels of the screen for one of the context. */
  readonly scale: number;
}

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export type SignState = 'leader' | 'follower' | 'lost';

/** A broker's sign, its middle at x and y: filled where it leads, outlined where it follows, dashed where it is out of sync. */
export function drawSign(
  pen: Pen,
  sign: Mark & { readonly brokerId: number; readonly state: SignState },
): void {
  const { colours } = pen;
  stamp(pen, { ...sign, key: `sign ${sign.brokerId} ${sign.state}` }, (box) => {
    const shape = brokerShape(sign.brokerId);
    const isLeader = sign.state === 'leader';
    const line = sign.state === 'lost' ? colours.signLost : colours.signOutline;
    if (isLeader) {
      box.fillStyle = colours.signFill;
      box.fill(pathOf(shape));
    } else {
      box.strokeStyle = line;
      box.lineWidth = 1.4;
      box.setLineDash(sign.state === 'lost' ? [2.5, 2] : []);
      box.stroke(pathOf(shape));
    }
    box.fillStyle = isLeader ? colours.signInk : sign.state === 'lost' ? line : colours.muted;
    drawLetters(box, colours, { text: String(sign.brokerId), shape });
  });
}

/** A reader's badge, its middle at x and y. */
export function drawBadge(
  pen: Pen,
  badge: Mark & {
    readonly hue: number;
    readonly shape: SignShape;
    readonly initial: string;
    readonly isPaused: boolean;
  },
): void {
  const { colours } = pen;
  const { hue, shape, initial, isPaused } = badge;
  const key = `badge ${hue} ${shape} ${isPaused ? 'paused' : initial}`;
  stamp(pen, { ...badge, key }, (box) => {
    box.fillStyle = colours.readers[hue] ?? colours.outline;
    box.fill(pathOf(shape));
    box.fillStyle = hue === 0 ? colours.partInk : colours.readerInk;
    if (isPaused) {
      box.fillRect(6.4, 6, 2.4, 8);
      box.fillRect(11.2, 6, 2.4, 8);
    } else {
      drawLetters(box, colours, { text: initial, shape });
    }
  });
}

const STAMPS_MAX = 600;
const stamps = new Map<string, OffscreenCanvas>();
let stampedIn: StripColours | undefined;

/** Draws a mark once and prints it ever after: shapes and letters cost ten times as much as a picture. */
function stamp(
  { context, colours, scale }: Pen,
  mark: Mark & { readonly key: string },
  draw: (box: OffscreenCanvasRenderingContext2D) => void,
): void {
  if (stampedIn !== colours || stamps.size >= STAMPS_MAX) stamps.clear();
  stampedIn = colours;
  const pixels = Math.max(1, Math.ceil(mark.size * scale));
  const key = `${mark.key} ${pixels}`;
  const picture = stamps.get(key) ?? drawnOnce(pixels, draw);
  stamps.set(key, picture);
  context.drawImage(picture, mark.x - mark.size / 2, mark.y - mark.size / 2, mark.size, mark.size);
}

function drawnOnce(
  pixels: number,
  draw: (box: OffscreenCanvasRenderingContext2D) => void,
): OffscreenCanvas {
  const picture = new OffscreenCanvas(pixels, pixels);
  const box = picture.getContext('2d');
  box?.scale(pixels / SIGN_BOX, pixels / SIGN_BOX);
  if (box) draw(box);
  return picture;
}

function drawLetters(
  context: OffscreenCanvasRenderingContext2D,
  colours: StripColours,
  letters: { readonly text: string; readonly shape: SignShape },
): void {
  context.font = `600 ${letters.text.length > 1 ? 9.5 : 11.5}px ${colours.wordsFont}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(letters.text, SIGN_BOX / 2, shapeMiddle(letters.shape) + 0.8);
}

/** A hollow triangle that points up at `x`: committed up to here. A filled one: reads here. */
export function drawPointer(
  context: CanvasRenderingContext2D,
  pointer: {
    readonly x: number;
    readonly top: number;
    readonly height: number;
    readonly colour: string;
    readonly isHollow: boolean;
  },
): void {
  const { x, top, height } = pointer;
  const half = height * 0.72;
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x + half, top + height);
  context.lineTo(x - half, top + height);
  context.closePath();
  if (pointer.isHollow) {
    context.strokeStyle = pointer.colour;
    context.lineWidth = 1.1;
    context.stroke();
  } else {
    context.fillStyle = pointer.colour;
    context.fill();
  }
}

/** Slanted lines of one colour, to fill with. */
export function hatch(context: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const before = hatches.get(colour);
  if (before !== undefined) return before ?? colour;
  const pattern = context.createPattern(hatchTile(colour), 'repeat');
  // Twice as many pixels as it covers, so that it stays sharp on dense screens.
  pattern?.setTransform(new DOMMatrix().scale(0.5));
  hatches.set(colour, pattern);
  return pattern ?? colour;
}

function hatchTile(colour: string): OffscreenCanvas {
  const tile = new OffscreenCanvas(HATCH_TILE, HATCH_TILE);
  const context = tile.getContext('2d');
  if (!context) return tile;
  context.strokeStyle = colour;
  context.lineWidth = 3.2;
  context.beginPath();
  for (const shift of [-HATCH_TILE, 0, HATCH_TILE]) {
    context.moveTo(shift - 2, HATCH_TILE + 2);
    context.lineTo(shift + HATCH_TILE + 2, -2);
  }
  context.stroke();
  return tile;
}

const widths = new Map<string, number>();

/** The width of a text, measured once. */
export function textWidth(context: CanvasRenderingContext2D, font: string, text: string): number {
  const key = `${font}|${text.replaceAll(/\d/gu, '0')}`;
  const before = widths.get(key);
  if (before !== undefined) return before;
  context.font = font;
  const { width } = context.measureText(text);
  widths.set(key, width);
  return width;
}

/** Fonts arrive after the first paint; what was measured and drawn before is wrong then. */
export function forgetLetters(): void {
  widths.clear();
  stamps.clear();
}

function pathOf(shape: SignShape): Path2D {
  const path = paths.get(shape) ?? new Path2D(shapePath(shape));
  paths.set(shape, path);
  return path;
}
