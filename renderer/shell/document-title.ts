/** The title of the window: the pipeline, a dot while it has unsaved changes, what it does. */

import { useEffect } from 'react';
import type { DocumentState } from '../state/document/document-state.ts';
import { baseName } from './files/file-names.ts';
import type { Shell } from './shell.ts';
import { words } from './words.ts';

export function useDocumentTitle({ workspace }: Shell): void {
  useEffect(() => {
    const { store } = workspace.document;
    const show = (): void => {
      document.title = windowTitle(store.getState());
    };
    show();
    return store.subscribe(show);
  }, [workspace]);
}

export function windowTitle({
  file,
  path,
  dirty,
}: Pick<DocumentState, 'file' | 'path' | 'dirty'>): string {
  const name = path === null ? file.name : baseName(path).replace(/\.pipeline\.json$/u, '');
  return `${dirty ? '● ' : ''}${name} · ${words.product}`;
}
