/** Text in and out: open, start anew, edit as source, save. */

import { emptyPipeline } from '../../../engine/contract/project/pipeline-file.ts';
import { parsePipeline } from '../../../engine/contract/project/parse-pipeline.ts';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { serialisePipeline } from '../../../engine/contract/project/serialise-pipeline.ts';
import type { DocumentCore } from './document-state.ts';
import { placed } from './placement.ts';

export type ReadOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface OpenOptions {
  /** Null for samples and recovered work that never had a file. */
  readonly path: string | null;
  /** Work that was not saved: it opens with something to save. */
  readonly recovered?: { readonly documentId: string };
}

export interface FileOperations {
  /** Opens a file's text; with problems nothing changes. The history starts afresh. */
  openText(text: string, options: OpenOptions): ReadOutcome;
  /** Begins an empty pipeline. */
  startNew(name?: string): void;
  /** From the Source view. Text that cannot be read is kept as `draft` and the canvas stays as it was. */
  replaceFromText(text: string): ReadOutcome;
  /** The file as it would be saved. */
  text(): string;
  /** Says that this text was written there. What changed since then remains to be saved. */
  markSaved(path: string, text: string): void;
}

export function fileOperations(core: DocumentCore): FileOperations {
  return {
    openText(text, { path, recovered }) {
      const parsed = parsePipeline(text);
      if (!parsed.ok) return parsed;
      const opened = { file: placed(parsed.file), path, dirty: recovered !== undefined };
      core.start(recovered ? { ...opened, documentId: recovered.documentId } : opened);
      return { ok: true };
    },
    startNew: (name = 'Untitled') =>
      core.start({ file: emptyPipeline(name), path: null, dirty: false }),
    replaceFromText(text) {
      const parsed = parsePipeline(text);
      if (!parsed.ok) {
        core.setDraft({ text, problems: parsed.problems });
        return parsed;
      }
      core.setDraft(null);
      const file = placed(parsed.file);
      if (serialisePipeline(file) !== serialisePipeline(core.file())) {
        core.apply({ label: 'Edit source', file, burst: 'source' });
      }
      return { ok: true };
    },
    text: () => serialisePipeline(core.file()),
    markSaved: (path, text) =>
      core.markSaved(path, serialisePipeline(core.file()) === text ? core.file() : null),
  };
}
