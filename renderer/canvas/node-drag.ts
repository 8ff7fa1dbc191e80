/** How a kind travels from the palette to the canvas. */

export const NODE_MIME = 'application/x-penstock-node';

/** Whether a node is being dragged; what kind it is, is told only when it is dropped. */
export function isNodeDrag(transfer: DataTransfer): boolean {
  return transfer.types.includes(NODE_MIME);
}

export function draggedKind(transfer: DataTransfer): string | undefined {
  return transfer.getData(NODE_MIME) || undefined;
}
