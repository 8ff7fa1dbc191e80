/** Writes exported files into a directory. */

import type { Disk } from '../base/ports/disk.ts';
import type { ExportedFile } from '../contract/app.ts';

/** Returns the paths that it wrote. */
export function writeExport(
  disk: Disk,
  directory: string,
  files: readonly ExportedFile[],
): string[] {
  disk.makeDirectory(directory);
  return files.map(({ name, content }) => {
    const path = disk.join(directory, name);
    disk.writeFileAtomic(path, content);
    return path;
  });
}
