/** What the person chose for this installation. */

import { z } from 'zod';
import type { Disk } from '../../base/ports/disk.ts';
import type { Settings } from '../../contract/app.ts';
import { JsonStore } from './json-store.ts';

const settings = z.object({ theme: z.enum(['system', 'light', 'dark']), panels: z.string() });

export class SettingsFile {
  /** Whether there was nothing here before this start. */
  readonly isFirstStart: boolean;
  readonly #store: JsonStore<Settings>;

  constructor(disk: Disk, path: string) {
    this.isFirstStart = !disk.exists(path);
    this.#store = new JsonStore<Settings>({
      disk,
      path,
      schema: settings,
      empty: { theme: 'system', panels: '' },
    });
  }

  get data(): Settings {
    return this.#store.data;
  }

  change(change: { theme?: Settings['theme'] | undefined; panels?: string | undefined }): Settings {
    const { theme = this.data.theme, panels = this.data.panels } = change;
    this.#store.set({ theme, panels });
    return this.data;
  }
}
