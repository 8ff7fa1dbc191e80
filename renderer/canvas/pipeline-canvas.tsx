/** The canvas on which a pipeline is built and watched. */

import {
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { useDocument, useWorkspace } from '../state/workspace-context.tsx';
import './canvas.css';
import { ReactFlowProvider, useReactFlow } from './flow.ts';
import {
  CanvasContext,
  type CanvasNotice,
  type CanvasParts,
  createCanvasParts,
  useCanvas,
} from './surface/canvas-context.ts';
import type { FlowEdge, FlowNode } from './surface/flow-graph.ts';
import { type SurfaceCommands, surfaceCommands } from './surface/surface-commands.ts';
import { Surface } from './surface/surface.tsx';
import { useClipboard } from './surface/use-clipboard.ts';
import { useSurfaceKeys } from './surface/use-surface-keys.ts';

export type CanvasHandle = Pick<
  SurfaceCommands,
  | 'fit'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomToFull'
  | 'tidy'
  | 'insert'
  | 'show'
  | 'renameSelected'
  | 'quickAdd'
  | 'focus'
>;

export interface PipelineCanvasProps {
  readonly ref?: Ref<CanvasHandle>;
  /** Asks to open the inspector on a node. */
  onInspect(nodeId: string): void;
  /** Asks to tell the person something. */
  onNotice(notice: CanvasNotice): void;
  /** Shown while there is no node. */
  readonly empty?: ReactNode;
}

export function PipelineCanvas({
  ref,
  onInspect,
  onNotice,
  empty,
}: PipelineCanvasProps): ReactNode {
  const rootId = useId();
  const [parts] = useState(() => createCanvasParts(rootId));
  useLayoutEffect(() => parts.hear({ onInspect, onNotice }), [parts, onInspect, onNotice]);
  return (
    <CanvasContext value={parts}>
      <section id={rootId} className="cv-root" aria-label="Pipeline canvas" tabIndex={-1}>
        <ReactFlowProvider>
          <CanvasRoot handle={ref} empty={empty} />
        </ReactFlowProvider>
      </section>
    </CanvasContext>
  );
}

interface CanvasRootProps {
  readonly handle: Ref<CanvasHandle> | undefined;
  readonly empty: ReactNode;
}

function CanvasRoot({ handle, empty }: CanvasRootProps): ReactNode {
  const { document: pipeline } = useWorkspace();
  const parts = useCanvas();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const isEmpty = useDocument((state) => state.file.nodes.length === 0);
  const surface = useMemo(() => ({ flow, document: pipeline, parts }), [flow, pipeline, parts]);
  const commands = useMemo(() => surfaceCommands(surface), [surface]);
  useImperativeHandle(handle, () => commands, [commands]);
  useDetail(parts);
  useSurfaceKeys(surface, commands);
  useClipboard(surface);
  return (
    <Surface commands={commands}>
      {isEmpty && empty !== undefined ? <div className="cv-empty">{empty}</div> : null}
    </Surface>
  );
}

/** Says on the element how close one looks, for the style sheet. */
function useDetail({ element, view }: CanvasParts): void {
  useEffect(() => {
    function show(): void {
      const root = element();
      if (root) root.dataset['detail'] = view.detail();
    }
    show();
    return view.onChange(show);
  }, [element, view]);
}
