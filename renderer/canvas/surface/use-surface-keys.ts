/** Hands the keys that are pressed on the canvas to the surface. */

import { useEffect } from 'react';
import type { Position } from '../../../engine/contract/project/pipeline-file.ts';
import type { FlowNode } from './flow-graph.ts';
import { boxOf, type Surface, type SurfaceCommands } from './surface-commands.ts';
import { pressKey } from './surface-keys.ts';

export function useSurfaceKeys(surface: Surface, commands: SurfaceCommands): void {
  useEffect(() => {
    const { flow, document: pipeline, parts } = surface;
    const root = parts.element();
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || !isSurfaceKey(event.target)) return;
      const { key, shiftKey, altKey } = event;
      const target = {
        document: pipeline,
        commands,
        parts,
        spots: () => ({
          nodes: flow.getNodes().map(spotOf),
          centre: flow.screenToFlowPosition(centreOf(root)),
        }),
        focused: () => focusedNode(event.target),
      };
      const modKey = event.ctrlKey || event.metaKey;
      if (pressKey(target, { key, shiftKey, altKey, modKey })) event.preventDefault();
    }
    root?.addEventListener('keydown', onKeyDown);
    return () => root?.removeEventListener('keydown', onKeyDown);
  }, [surface, commands]);
}

/** Buttons and fields on nodes keep their own keys. */
function isSurfaceKey(target: EventTarget | null): boolean {
  return !(target instanceof Element && target.closest('input, textarea, button, dialog'));
}

function focusedNode(target: EventTarget | null): string | undefined {
  const element =
    target instanceof Element ? target.closest<HTMLElement>('.react-flow__node') : null;
  return element?.dataset['id'];
}

function spotOf(node: FlowNode): { id: string; x: number; y: number } {
  const { x, y, width, height } = boxOf(node);
  return { id: node.id, x: x + width / 2, y: y + height / 2 };
}

export function centreOf(element: HTMLElement | null): Position {
  const box = element?.getBoundingClientRect();
  return {
    x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
    y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
  };
}
