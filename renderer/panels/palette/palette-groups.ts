/** The kinds of nodes in the order in which records pass them. */

import type { NodeKind, NodeRole } from '../../../engine/contract/nodes/define-node.ts';
import { words } from '../words.ts';

export interface PaletteGroup {
  readonly title: string;
  readonly kinds: readonly NodeKind[];
}

const ORDER: readonly NodeRole[] = ['source', 'producer', 'topic', 'processor', 'sink', 'consumer'];

export function paletteGroups(kinds: readonly NodeKind[]): readonly PaletteGroup[] {
  const groups = new Map<string, NodeKind[]>();
  for (const role of ORDER) {
    const title = words.palette.roles[role];
    const own = kinds.filter((kind) => kind.role === role);
    if (own.length > 0) groups.set(title, [...(groups.get(title) ?? []), ...own]);
  }
  return [...groups].map(([title, own]) => ({ title, kinds: own }));
}
