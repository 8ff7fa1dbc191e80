/** Keeps a copy of unsaved work with the host, at most two seconds behind, for the next start after a crash. */

import { serialisePipeline } from '../../../engine/contract/project/serialise-pipeline.ts';
import type { Transport } from '../../../engine/contract/transport/transport.ts';
import type { DocumentState } from '../../state/document/document-state.ts';
import type { PipelineDocument } from '../../state/document/pipeline-document.ts';

const AUTOSAVE_AFTER_MS = 1000;

export interface AutosaveTimers {
  setTimer(callback: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}

export interface AutosavePorts {
  readonly document: PipelineDocument;
  readonly transport: Transport;
  readonly timers: AutosaveTimers;
  /** Called when a copy cannot be kept, once until one can. */
  onTrouble(error: unknown): void;
}

export interface Autosave {
  /** Keeps at once what would be kept in a moment. */
  flush(): void;
  stop(): void;
}

/** Begins to keep copies. */
export function startAutosave({ document, transport, timers, onTrouble }: AutosavePorts): Autosave {
  /** Documents of which the host has a copy. */
  const kept = new Set<string>();
  let timer: number | undefined;
  let isTroubled = false;

  function write({ documentId, path, file }: DocumentState): void {
    kept.add(documentId);
    transport
      .request('autosave.write', { documentId, path, text: serialisePipeline(file) })
      .then(() => {
        isTroubled = false;
      })
      .catch((error: unknown) => {
        if (!isTroubled) onTrouble(error);
        isTroubled = true;
      });
  }
  function cancel(): boolean {
    if (timer === undefined) return false;
    timers.clearTimer(timer);
    timer = undefined;
    return true;
  }
  function onTime(): void {
    timer = undefined;
    write(document.store.getState());
  }
  /** What is put aside keeps its copy, with its last change; what is opened may bring a copy of its own. */
  function onSwitch(state: DocumentState, before: DocumentState): void {
    if (cancel() && before.dirty) write(before);
    if (state.dirty) kept.add(state.documentId);
  }
  function onSaved({ documentId }: DocumentState): void {
    cancel();
    if (!kept.delete(documentId)) return;
    // A copy that stays is offered again at the next start; that loses nothing.
    transport.request('autosave.discard', { documentId }).catch(() => undefined);
  }

  const first = document.store.getState();
  if (first.dirty) kept.add(first.documentId);
  const stop = document.store.subscribe((state, before) => {
    if (state.documentId !== before.documentId) onSwitch(state, before);
    else if (state.dirty && state.file !== before.file) {
      timer ??= timers.setTimer(onTime, AUTOSAVE_AFTER_MS);
    } else if (!state.dirty && before.dirty) onSaved(state);
  });
  return {
    flush() {
      if (cancel()) write(document.store.getState());
    },
    stop() {
      stop();
      cancel();
    },
  };
}
