/** Which Penstock this is. */

import { fileURLToPath } from 'node:url';
import { systemDisk } from '../base/ports/real/disk.ts';

/** The version in the package's own file, two folders above, bundled or from source. */
export function version(): string {
  const path = fileURLToPath(new URL('../../package.json', import.meta.url));
  return (JSON.parse(systemDisk.readFile(path).toString('utf8')) as { version: string }).version;
}
