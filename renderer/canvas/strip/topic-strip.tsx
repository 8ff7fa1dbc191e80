/** A topic's strip: one canvas, a hidden table that says the same, and a sentence for the reader under the pointer. */

import { type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { useCanvas } from '../surface/canvas-context.ts';
import { mountMirror } from './mount-mirror.ts';
import { type MountedStrip, mountStrip } from './mount-strip.ts';
import { strip, stripHeight } from './strip-geometry.ts';
import type { StripRows } from './strip-numbers.ts';
import { readerDetail, readerSentence } from './strip-words.ts';

export interface TopicStripProps {
  readonly nodeId: string;
  readonly topic: string;
  readonly partitions: number;
}

export function TopicStrip({ nodeId, topic, partitions }: TopicStripProps): ReactNode {
  const workspace = useWorkspace();
  const { view } = useCanvas();
  const canvas = useRef<HTMLCanvasElement>(null);
  const table = useRef<HTMLTableSectionElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const mounted = useRef<MountedStrip>(null);

  useEffect(() => {
    if (!canvas.current || !table.current) return undefined;
    const source = { workspace, view, topic, partitions };
    const made = mountStrip(canvas.current, source);
    const closeMirror = mountMirror(table.current, source);
    mounted.current = made;
    return () => {
      made.close();
      closeMirror();
    };
  }, [workspace, view, topic, partitions]);

  function onPointerMove(event: PointerEvent<HTMLCanvasElement>): void {
    if (mounted.current && tip.current)
      showTip(tip.current, { mounted: mounted.current, rows: workspace.live }, event);
  }
  function onPointerLeave(): void {
    if (tip.current) tip.current.hidden = true;
  }

  return (
    <div className="cv-strip">
      <canvas
        ref={canvas}
        aria-hidden
        style={{ width: strip.width, height: stripHeight(partitions) }}
        onPointerMove={onPointerMove}
        onPointerLeave={onPointerLeave}
      />
      <div ref={tip} className="cv-tip" hidden />
      <table className="visually-hidden" data-testid={`strip-${nodeId}`}>
        <caption>{`Partitions and readers of ${topic}`}</caption>
        <tbody ref={table} />
      </table>
    </div>
  );
}

function showTip(
  tip: HTMLDivElement,
  { mounted, rows }: { mounted: MountedStrip; rows: StripRows },
  event: PointerEvent<HTMLCanvasElement>,
): void {
  const box = event.currentTarget.getBoundingClientRect();
  const zoom = box.width / strip.width;
  const spot = mounted.spotAt((event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom);
  tip.hidden = spot === undefined;
  if (!spot) return;
  tip.textContent = `${readerSentence(rows, mounted.model(), spot)} ${readerDetail(rows, spot.reader)}`;
  tip.style.transform = `translate(calc(${spot.x}px - 50%), ${spot.y + 12}px)`;
}
