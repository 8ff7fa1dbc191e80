/** What was open in this window, for a reload of the page. */

import { z } from 'zod';
import type { Workspace } from '../../state/workspace.ts';
import type { ShellStore } from '../shell-store.ts';

const STORAGE_KEY = 'penstock.document';

const lastDocument = z.object({
  documentId: z.string(),
  path: z.string().nullable(),
  text: z.string(),
  dirty: z.boolean(),
  sample: z.string().nullable(),
});

export interface LastDocument {
  readonly documentId: string;
  readonly path: string | null;
  readonly text: string;
  readonly dirty: boolean;
  readonly sample: string | null;
}

/** Remembers on the way out. */
export function rememberOnLeave({ document }: Workspace, store: ShellStore): void {
  window.addEventListener('pagehide', () => {
    const { documentId, path, dirty } = document.store.getState();
    const { sample } = store.getState();
    const last: LastDocument = { documentId, path, text: document.text(), dirty, sample };
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(last));
    } catch {
      // Too large for the browser: the file or its copy is opened instead.
      sessionStorage.removeItem(STORAGE_KEY);
    }
  });
}

export function takeLastDocument(): LastDocument | null {
  const text = sessionStorage.getItem(STORAGE_KEY);
  sessionStorage.removeItem(STORAGE_KEY);
  return text === null ? null : readLastDocument(text);
}

/** Null where it cannot be read, such as after an update. */
export function readLastDocument(text: string): LastDocument | null {
  try {
    const parsed = lastDocument.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
