/** How a kind travels from the palette to the canvas. */

export const NODE_MIME = 'application/x-penstock-node';

/** For `onDragStart` of a palette item. */
export function startNodeDrag(transfer: DataTransfer, kind: string): void {
  transfer.setData(NODE_MIME, kind);
  transfer.effectAllowed = 'copy';
}

/** Whether a node is being dragged; what kind it is, is told only when it is dropped. */
export function isNodeDrag(transfer: DataTransfer): boolean {
  return transfer.types.includes(NODE_MIME);
}

export function draggedKind(transfer: DataTransfer): string | undefined {
  return transfer.getData(NODE_MIME) || undefined;
}
