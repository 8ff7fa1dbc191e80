/** The sizes of the panels as they are remembered: text in the settings, in the page's own words. */

import { z } from 'zod';

const sizes = z.record(z.string(), z.number().min(0).max(100));

const layoutSchema = z.object({
  /** Per cent of the width: palette, middle, inspector. */
  columns: sizes.optional(),
  /** Per cent of the height: canvas, bottom. */
  rows: sizes.optional(),
  /** Per cent of the message panel: list, detail. */
  bottomTab: z.enum(['messages', 'events', 'problems', 'source']).optional(),
});

export interface PanelLayout {
  readonly columns?: Readonly<Record<string, number>> | undefined;
  readonly rows?: Readonly<Record<string, number>> | undefined;
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
