/** Brings the focus to a field of a node, as soon as the inspector shows that node. */

interface Wanted {
  readonly nodeId: string;
  readonly field: string;
}

let wanted: Wanted | undefined;
const listeners = new Set<() => void>();

export function focusField(nodeId: string, field: string): void {
  wanted = { nodeId, field };
  for (const listener of listeners) listener();
}

/** The field of this node that wants the focus; asked once. */
export function takeWantedField(nodeId: string): string | undefined {
  if (wanted?.nodeId !== nodeId) return undefined;
  const { field } = wanted;
  wanted = undefined;
  return field;
}

export function onFieldWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
