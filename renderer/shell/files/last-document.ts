/** What was open in this window, for a reload of the page. */

import { z } from 'zod';

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

/** The storage of one window. */
export type WindowStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function keepLastDocument(storage: WindowStorage, last: LastDocument): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(last));
  } catch {
    // Too large for the browser: the file or its copy is opened instead.
    storage.removeItem(STORAGE_KEY);
  }
}

/** Null where there is none, or none that can be read, such as after an update. It is given once. */
export function takeLastDocument(storage: WindowStorage): LastDocument | null {
  const text = storage.getItem(STORAGE_KEY);
  storage.removeItem(STORAGE_KEY);
  if (text === null) return null;
  try {
    const parsed = lastDocument.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
