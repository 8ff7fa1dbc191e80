/** The system's own dialogs for opening and saving. */

import type { BaseWindow, Dialog } from 'electron';
import type { NativeDialogs } from '../engine/host/host.ts';

const filters = [{ name: 'Pipelines', extensions: ['json'] }];

export function nativeDialogs(dialog: Dialog, window: () => BaseWindow | undefined): NativeDialogs {
  return {
    async choose({ purpose, suggestedName }) {
      const parent = window();
      if (!parent) return null;
      if (purpose === 'open') {
        const { filePaths } = await dialog.showOpenDialog(parent, {
          filters,
          properties: ['openFile'],
        });
        return filePaths[0] ?? null;
      }
      const { filePath } = await dialog.showSaveDialog(parent, {
        filters,
        ...(suggestedName === undefined ? {} : { defaultPath: suggestedName }),
      });
      return filePath === '' ? null : filePath;
    },
  };
}
