/** Keeps one canvas painted with a topic's strip, for as long as it is mounted. React only owns the element. */

import { prefersReducedMotion, onThemeChange } from '../../design/theme.ts';
import type { Workspace } from '../../state/workspace.ts';
import type { CanvasView } from '../surface/canvas-context.ts';
import type { BadgeSpot } from './paint-readers.ts';
import { paintStrip } from './paint-strip.ts';
import { forgetLetters } from './pen.ts';
import { stripColours } from './strip-colours.ts';
import { strip, stripHeight } from './strip-geometry.ts';
import { type StripModel, watchedRows } from './strip-model.ts';
import { StripMotion } from './strip-motion.ts';
import { watchModel } from './watch-model.ts';

export interface MountedStrip {
  /** What is under a point of the canvas, in its own pixels. */
  spotAt(x: number, y: number): BadgeSpot | undefined;
  model(): StripModel;
  close(): void;
}

export interface StripSource {
  readonly workspace: Workspace;
  readonly view: CanvasView;
  readonly topic: string;
  /** How many partitions are drawn while the topic is not there. */
  readonly partitions: number;
}

const SPOT_RADIUS = 11;
/** Bars say little, and need not say it often. */
const BAR_MS = 250;

export function mountStrip(canvas: HTMLCanvasElement, source: StripSource): MountedStrip {
  const { workspace, view } = source;
  const { live } = workspace;
  const motion = new StripMotion(prefersReducedMotion);
  const spots: BadgeSpot[] = [];
  let isVisible = false;
  let paintedAt = -Infinity;

  const models = watchModel(source, (model) => {
    motion.keep(model);
    watch.watch(watchedRows(model));
  });
  const watch = live.watch(watchedRows(models.model()), (now) => {
    if (!isVisible) return false;
    const detail = view.detail();
    const isBar = detail === 'bar';
    if (isBar && now - paintedAt < BAR_MS) return true;
    const scale = view.scale();
    const context = fitted(canvas, scale, models.model().partitions.length);
    if (!context) return false;
    paintedAt = now;
    motion.step(models.model(), live, now);
    spots.length = 0;
    const scene = { context, scale, colours: stripColours(), model: models.model(), rows: live };
    paintStrip({ ...scene, detail, motion, spots });
    if (!isBar && !motion.settled()) return true;
    motion.rest();
    return false;
  });

  const observer = new IntersectionObserver((entries) => {
    isVisible = entries.at(-1)?.isIntersecting ?? false;
    if (isVisible) watch.invalidate();
  });
  observer.observe(canvas);
  const onFonts = (): void => {
    forgetLetters();
    watch.invalidate();
  };
  document.fonts.addEventListener('loadingdone', onFonts);
  const onView = (): void => {
    alignToPixels(canvas, view.zoom());
    watch.invalidate();
  };
  const stops = [view.onChange(onView), onThemeChange(watch.invalidate)];

  return {
    model: models.model,
    spotAt: (x, y) => spots.findLast((spot) => Math.hypot(spot.x - x, spot.y - y) <= SPOT_RADIUS),
    close() {
      for (const stop of stops) stop();
      document.fonts.removeEventListener('loadingdone', onFonts);
      observer.disconnect();
      models.close();
      watch.close();
    },
  };
}

/** The context, cleared, with as many pixels as the zoom asks for. */
function fitted(
  canvas: HTMLCanvasElement,
  scale: number,
  partitions: number,
): CanvasRenderingContext2D | null {
  const width = Math.round(strip.width * scale);
  const height = Math.round(stripHeight(partitions) * scale);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    // Exactly as large as its pixels, so that the screen shows each as it is.
    canvas.style.width = `${width / scale}px`;
    canvas.style.height = `${height / scale}px`;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  context?.clearRect(0, 0, strip.width, stripHeight(partitions));
  return context;
}

/** Puts the canvas on whole pixels of the screen: between two, all that is painted would be blurred. */
function alignToPixels(canvas: HTMLCanvasElement, zoom: number): void {
  canvas.style.transform = '';
  const { left, top } = canvas.getBoundingClientRect();
  const ratio = window.devicePixelRatio;
  const off = (at: number): number => (Math.round(at * ratio) / ratio - at) / zoom;
  canvas.style.transform = `translate(${off(left)}px, ${off(top)}px)`;
}
