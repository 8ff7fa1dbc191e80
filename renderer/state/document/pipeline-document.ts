/** The pipeline being edited, with every operation on it. */

import type { StoreApi } from 'zustand/vanilla';
import { type ClipboardOperations, clipboardOperations } from './clipboard-operations.ts';
import { createCore, type DocumentOptions, type DocumentState } from './document-state.ts';
import { type FileOperations, fileOperations } from './file-operations.ts';
import { type NodeOperations, nodeOperations } from './node-operations.ts';
import { type WireOperations, wireOperations } from './wire-operations.ts';

export interface PipelineDocument
  extends NodeOperations, WireOperations, ClipboardOperations, FileOperations {
  readonly store: StoreApi<DocumentState>;
  undo(): void;
  redo(): void;
  /** Ends a burst, such as when a form field is left: what comes next is a command of its own. */
  settle(): void;
}

export function createDocument(options: DocumentOptions = {}): PipelineDocument {
  const core = createCore(options);
  return {
    store: core.store,
    undo: core.undo,
    redo: core.redo,
    settle: core.settle,
    ...nodeOperations(core),
    ...wireOperations(core),
    ...clipboardOperations(core),
    ...fileOperations(core),
  };
}
