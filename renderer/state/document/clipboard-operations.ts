/** Select, copy, cut, paste, duplicate. The clipboard itself is the caller's: text goes out, text comes in. */

import { edgeId, type Position } from '../../../engine/contract/project/pipeline-file.ts';
import { copied, pasted } from './clipboard.ts';
import { type DocumentCore, nothingSelected } from './document-state.ts';
import { without } from './edits.ts';
import { done, type Outcome } from './outcome.ts';

export interface ClipboardOperations {
  select(selection: { nodes?: Iterable<string>; edges?: Iterable<string> }): void;
  selectAll(): void;
  clearSelection(): void;
  /** The selected nodes as text; undefined when none is selected. */
  copy(): string | undefined;
  cut(): string | undefined;
  /** Adds what the text holds, selected; `place` is the top left corner. Bad text changes nothing. */
  paste(text: string, place?: Position): Outcome;
  duplicate(): void;
}

export function clipboardOperations(core: DocumentCore): ClipboardOperations {
  function copy(): string | undefined {
    const { nodes } = core.store.getState().selection;
    return nodes.size === 0 ? undefined : copied(core.file(), nodes);
  }
  function add(text: string, { verb, place }: { verb: string; place?: Position }): Outcome {
    const result = pasted(core.file(), text, place);
    if (!result.ok) return result;
    const count = result.nodeIds.length;
    core.apply({
      label: count === 1 ? `${verb} node` : `${verb} ${count} nodes`,
      file: result.file,
      selection: { nodes: new Set(result.nodeIds), edges: new Set(result.edgeIds) },
    });
    return done;
  }
  return {
    copy,
    select: ({ nodes = [], edges = [] }) =>
      core.select({ nodes: new Set(nodes), edges: new Set(edges) }),
    selectAll() {
      const { nodes, edges } = core.file();
      core.select({
        nodes: new Set(nodes.map((node) => node.id)),
        edges: new Set(edges.map(edgeId)),
      });
    },
    clearSelection: () => core.select(nothingSelected),
    cut() {
      const text = copy();
      if (text === undefined) return undefined;
      const { selection } = core.store.getState();
      core.apply({ label: 'Cut', file: without(core.file(), selection) });
      return text;
    },
    paste: (text, place) => add(text, place ? { verb: 'Paste', place } : { verb: 'Paste' }),
    duplicate() {
      const text = copy();
      if (text !== undefined) add(text, { verb: 'Duplicate' });
    },
  };
}
