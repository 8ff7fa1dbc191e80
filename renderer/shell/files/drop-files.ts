/** A pipeline file that is dropped onto the window is opened. */

import type { FileWork } from './file-work.ts';

/** What it needs of a drag. */
export interface FileDrag {
  readonly types: readonly string[];
  readonly files: ArrayLike<Pick<File, 'name' | 'text'>>;
}

/** Parts of the palette are dragged too: only files of the system are ours. */
export function holdsFiles({ types }: Pick<FileDrag, 'types'>): boolean {
  return types.includes('Files');
}

/** Opens the first file; a page does not learn its path, so it is saved anew. */
export async function openDropped(
  drag: FileDrag,
  files: Pick<FileWork, 'openDropped'>,
): Promise<boolean> {
  const [file] = Array.from(drag.files);
  return file ? files.openDropped(file.name, await file.text()) : false;
}
