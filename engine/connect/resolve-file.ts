/** Where a file of a connector's config is. */

import { isAbsolute } from 'node:path';
import { assert } from '../base/assert.ts';
import type { TaskContext } from './connectors/define-connector.ts';

/** A relative path starts at the files directory of the pipeline. */
export function resolveFile({ settings, filesDirectory, ports }: TaskContext): string {
  const file = settings.text('file');
  assert(file !== undefined, 'The field "file" is required.');
  return isAbsolute(file) ? file : ports.disk.join(filesDirectory, file);
}
