/** A pipeline that was just opened is seen whole, and stays so until the person looks elsewhere. */

import { useCallback, useEffect, useRef } from 'react';
import { useDocument, useWorkspace } from '../../state/workspace-context.tsx';
import { useFlowStore, useNodesInitialized } from '../flow.ts';

/** `onMoveStart` is to hear of every move of the surface. */
export function useFit(fit: () => void): { onMoveStart(event: unknown): void } {
  const { document: pipeline } = useWorkspace();
  const documentId = useDocument((state) => state.documentId);
  const isMeasured = useNodesInitialized();
  const width = useFlowStore((state) => state.width);
  const height = useFlowStore((state) => state.height);
  const fitted = useRef({ documentId: '', isFree: false });

  useEffect(() => {
    if (fitted.current.documentId === documentId) return;
    const isEmpty = pipeline.store.getState().file.nodes.length === 0;
    if (!isEmpty && !isMeasured) return;
    // What is built from nothing grows where the hand puts it.
    fitted.current = { documentId, isFree: isEmpty };
    if (!isEmpty) fit();
  }, [pipeline, documentId, isMeasured, fit]);

  useEffect(() => {
    // Panels open and close around the canvas.
    const { isFree } = fitted.current;
    const isChanged = pipeline.store.getState().undoLabel !== null;
    if (!isFree && !isChanged && width > 0 && height > 0) fit();
  }, [pipeline, width, height, fit]);

  const onMoveStart = useCallback((event: unknown) => {
    // A move without an event is one of ours.
    if (event) fitted.current.isFree = true;
  }, []);
  return { onMoveStart };
}
