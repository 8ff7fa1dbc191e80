/** Copy, cut and paste by the system's own clipboard events, so that nodes pass between windows and no permission is asked. */

import { useEffect } from 'react';
import type { Position } from '../../../engine/contract/project/pipeline-file.ts';
import type { Surface } from './surface-commands.ts';

export function useClipboard({ flow, document: pipeline, parts }: Surface): void {
  useEffect(() => {
    const root = parts.element();
    /** Where the pointer is, while it is over the canvas. */
    let pointer: Position | undefined;
    const onPointerMove = (event: PointerEvent): void => {
      pointer = { x: event.clientX, y: event.clientY };
    };
    const onPointerLeave = (): void => {
      pointer = undefined;
    };
    function take(event: ClipboardEvent, text: string | undefined): void {
      if (text === undefined) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text);
    }
    const onCopy = (event: ClipboardEvent): void => {
      if (isOurs(root)) take(event, pipeline.copy());
    };
    const onCut = (event: ClipboardEvent): void => {
      if (isOurs(root)) take(event, pipeline.cut());
    };
    const onPaste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isOurs(root) || text.trim() === '') return;
      event.preventDefault();
      const outcome = pipeline.paste(text, pointer && flow.screenToFlowPosition(pointer));
      if (!outcome.ok) parts.onNotice({ text: outcome.reason, hint: 'Nothing was changed.' });
    };
    window.addEventListener('copy', onCopy);
    window.addEventListener('cut', onCut);
    window.addEventListener('paste', onPaste);
    root?.addEventListener('pointermove', onPointerMove);
    root?.addEventListener('pointerleave', onPointerLeave);
    return () => {
      root?.removeEventListener('pointermove', onPointerMove);
      root?.removeEventListener('pointerleave', onPointerLeave);
      window.removeEventListener('copy', onCopy);
      window.removeEventListener('cut', onCut);
      window.removeEventListener('paste', onPaste);
    };
  }, [flow, pipeline, parts]);
}

/** Not while somebody writes, has marked text, or works in a panel. */
function isOurs(root: HTMLElement | null): boolean {
  const active = document.activeElement;
  if (active?.closest('input, textarea, [contenteditable=true]')) return false;
  if (window.getSelection()?.isCollapsed === false) return false;
  return active === null || active === document.body || (root?.contains(active) ?? false);
}
