/** The window: closed off from the machine, never navigating away, and where it was the last time. */

import { BrowserWindow, screen } from 'electron';
import { z } from 'zod';
import { systemDisk } from '../engine/base/ports/real/disk.ts';
import { JsonStore } from '../engine/host/files/json-store.ts';
import { fileURLToPath } from 'node:url';

const bounds = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  isMaximized: z.boolean(),
});
type Bounds = z.infer<typeof bounds>;

const SIZE = { width: 1440, height: 900 };
const SIZE_MIN = { minWidth: 1024, minHeight: 640 };

export function openWindow(url: string, stateDirectory: string): BrowserWindow {
  const store = new JsonStore<Bounds | null>({
    disk: systemDisk,
    path: systemDisk.join(stateDirectory, 'window.json'),
    schema: bounds.nullable(),
    empty: null,
  });
  const last = store.data && isVisible(store.data) ? store.data : undefined;
  const window = new BrowserWindow({
    ...SIZE,
    ...SIZE_MIN,
    ...(last ? { x: last.x, y: last.y, width: last.width, height: last.height } : {}),
    title: 'Penstock',
    backgroundColor: '#14191a',
    webPreferences: {
      preload: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (last?.isMaximized) window.maximize();
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.on('close', () =>
    store.set({ ...window.getNormalBounds(), isMaximized: window.isMaximized() }),
  );
  void window.loadURL(url);
  return window;
}

/** A screen may have been unplugged since. */
function isVisible({ x, y, width, height }: Bounds): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const overlapX = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const overlapY = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return overlapX > 100 && overlapY > 100;
  });
}
