/** The sizes of the panels as they are remembered: text in the settings, in the page's own words. */

import { z } from 'zod';

export type SidePanel = 'palette' | 'inspector' | 'bottom';

const pixels = z.number().min(0).max(10_000);

const layoutSchema = z.object({
  palette: pixels.optional(),
  inspector: pixels.optional(),
  bottom: pixels.optional(),
  bottomTab: z.enum(['messages', 'events', 'problems', 'source']).optional(),
});

/** Pixels, so that a panel is as wide in a large window as it was in a small one; 0 is closed. */
export interface PanelLayout {
  readonly palette?: number | undefined;
  readonly inspector?: number | undefined;
  readonly bottom?: number | undefined;
  readonly bottomTab?: 'messages' | 'events' | 'problems' | 'source' | undefined;
}

/** What was remembered; nothing where it cannot be read, such as after an update. */
export function readPanelLayout(text: string): PanelLayout {
  try {
    const parsed = layoutSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

export function writePanelLayout(layout: PanelLayout): string {
  return JSON.stringify(layout);
}

export type FirstLayout = Readonly<Record<SidePanel, number>>;

export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** Below this width the inspector opens when there is something to inspect. */
const ROOMY_WIDTH = 1440;

/** How much of a window a panel may take at first, whatever it took in another one. */
const SHARE_MAX: FirstLayout = { palette: 0.2, inspector: 0.32, bottom: 0.5 };

/** The size of a panel at first: what was remembered, as far as this window has room for it. */
export function sizeAtFirst(panel: SidePanel, layout: PanelLayout, size: WindowSize): number {
  const whole = panel === 'bottom' ? size.height : size.width;
  const wanted = layout[panel] ?? firstLayout(size)[panel];
  return Math.min(wanted, Math.round(whole * SHARE_MAX[panel]));
}

/** What a window shows before anybody moved anything: the canvas comes first. */
function firstLayout({ width, height }: WindowSize): FirstLayout {
  return {
    palette: width < ROOMY_WIDTH ? 176 : 208,
    inspector: width < ROOMY_WIDTH ? 0 : 304,
    bottom: Math.round(Math.min(320, Math.max(160, height * 0.27))),
  };
}
