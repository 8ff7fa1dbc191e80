/** Where a node stands in the text of its pipeline, and which node stands at a place. */

import { findNodeAtLocation, getLocation, parseTree } from 'jsonc-parser';

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export function rangeOfNode(text: string, nodeId: string): TextRange | undefined {
  const tree = parseTree(text);
  const nodes = tree && findNodeAtLocation(tree, ['nodes']);
  const found = nodes?.children?.find((node) => findNodeAtLocation(node, ['id'])?.value === nodeId);
  return found && { start: found.offset, end: found.offset + found.length };
}

export function nodeAt(text: string, offset: number): string | undefined {
  const { path } = getLocation(text, offset);
  const [section, index] = path;
  if (section !== 'nodes' || typeof index !== 'number') return undefined;
  const tree = parseTree(text);
  const id: unknown = tree && findNodeAtLocation(tree, ['nodes', index, 'id'])?.value;
  return typeof id === 'string' ? id : undefined;
}
