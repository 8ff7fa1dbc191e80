/** The settings of a part's node, with their declared defaults. */

import { fieldValue } from '../../contract/fields.ts';
import type { PartContext } from './part.ts';

type Settings = Pick<PartContext, 'fields' | 'node'>;

/** Empty when it is not set. */
export function textSetting({ fields, node }: Settings, name: string): string {
  const value = fieldValue(fields, node.config, name);
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

export function numberSetting({ fields, node }: Settings, name: string): number | undefined {
  const value = fieldValue(fields, node.config, name);
  return typeof value === 'number' ? value : undefined;
}
