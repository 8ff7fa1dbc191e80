/** The few marks that strips are made of: signs, badges, hatches and text, on a 2D context. */

import { brokerShape, shapeMiddle, shapePath, type SignShape } from '../../design/signs.ts';
import type { StripColours } from './strip-colours.ts';

const SIGN_BOX = 20;
const HATCH_TILE = 12;

const paths = new Map<SignShape, Path2D>();
const hatches = new Map<string, CanvasPattern | null>();

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export type SignState = 'leader' | 'follower' | 'lost';

/** A broker's sign, its middle at x and y: filled where it leads, outlined where it follows, dashed where it is out of sync. */
export function drawSign(
  context: CanvasRenderingContext2D,
  colours: StripColours,
  sign: Mark & { readonly brokerId: number; readonly state: SignState },
): void {
  const shape = brokerShape(sign.brokerId);
  const isLeader = sign.state === 'leader';
  const line = sign.state === 'lost' ? colours.signLost : colours.signOutline;
  inBox(context, sign, () => {
    if (isLeader) {
      context.fillStyle = colours.signFill;
      context.fill(pathOf(shape));
    } else {
      context.strokeStyle = line;
      context.lineWidth = 1.4;
      context.setLineDash(sign.state === 'lost' ? [2.5, 2] : []);
      context.stroke(pathOf(shape));
      context.setLineDash([]);
    }
    context.fillStyle = isLeader ? colours.signInk : sign.state === 'lost' ? line : colours.muted;
    drawLetters(context, colours, { text: String(sign.brokerId), shape });
  });
}

/** A reader's badge, its middle at x and y. */
export function drawBadge(
  context: CanvasRenderingContext2D,
  colours: StripColours,
  badge: Mark & {
    readonly hue: number;
    readonly shape: SignShape;
    readonly initial: string;
    readonly isPaused: boolean;
  },
): void {
  inBox(context, badge, () => {
    context.fillStyle = colours.readers[badge.hue] ?? colours.outline;
    context.fill(pathOf(badge.shape));
    context.fillStyle = badge.hue === 0 ? colours.partInk : colours.readerInk;
    if (badge.isPaused) {
      context.fillRect(6.4, 6, 2.4, 8);
      context.fillRect(11.2, 6, 2.4, 8);
    } else {
      drawLetters(context, colours, { text: badge.initial, shape: badge.shape });
    }
  });
}

function drawLetters(
  context: CanvasRenderingContext2D,
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

/** Fonts arrive after the first paint; what was measured before is wrong then. */
export function forgetTextWidths(): void {
  widths.clear();
}

function inBox(context: CanvasRenderingContext2D, mark: Mark, draw: () => void): void {
  const scale = mark.size / SIGN_BOX;
  context.save();
  context.translate(mark.x - mark.size / 2, mark.y - mark.size / 2);
  context.scale(scale, scale);
  draw();
  context.restore();
}

function pathOf(shape: SignShape): Path2D {
  const path = paths.get(shape) ?? new Path2D(shapePath(shape));
  paths.set(shape, path);
  return path;
}
