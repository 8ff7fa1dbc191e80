/** The node that is selected is marked in the text, and the node in whose text the cursor stands is selected. */

import type { DocumentState } from '../state/document/document-state.ts';
import type { PipelineDocument } from '../state/document/pipeline-document.ts';
import { monaco } from './monaco.ts';
import { nodeAt, rangeOfNode } from './node-range.ts';

export function joinSelection(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
  document: PipelineDocument,
): () => void {
  const highlight = editor.createDecorationsCollection();
  /** While the text chooses the node, the view stays where the person reads. */
  let isChoosing = false;

  function show({ selection }: DocumentState): void {
    const text = model.getValue();
    const ranges = [...selection.nodes].flatMap((nodeId) => {
      const range = rangeOfNode(text, nodeId);
      if (!range) return [];
      const [from, to] = [model.getPositionAt(range.start), model.getPositionAt(range.end)];
      return [monaco.Range.fromPositions(from, to)];
    });
    const options = { isWholeLine: true, className: 'ps-source-node' };
    highlight.set(ranges.map((range) => ({ range, options })));
    const [first] = ranges;
    if (first && !isChoosing) editor.revealRangeInCenterIfOutsideViewport(first);
  }
  function choose({ reason, position }: monaco.editor.ICursorPositionChangedEvent): void {
    const isByHand = reason === monaco.editor.CursorChangeReason.Explicit && editor.hasTextFocus();
    if (!isByHand) return;
    const nodeId = nodeAt(model.getValue(), model.getOffsetAt(position));
    if (nodeId === undefined || document.store.getState().selection.nodes.has(nodeId)) return;
    isChoosing = true;
    document.select({ nodes: [nodeId] });
    isChoosing = false;
  }

  const listener = editor.onDidChangeCursorPosition(choose);
  const stop = document.store.subscribe((state, before) => {
    if (state.selection !== before.selection || state.file !== before.file) show(state);
  });
  show(document.store.getState());
  return () => {
    stop();
    listener.dispose();
  };
}
