/** Panels side by side or one above the other, with a bar between them that pointer and arrow keys move. */

import type { ReactNode, Ref } from 'react';
import {
  Group,
  Panel,
  type PanelImperativeHandle,
  type PanelProps,
  Separator,
} from 'react-resizable-panels';
import './splitter.css';

export type PanelHandle = PanelImperativeHandle;

export interface SplitProps {
  id: string;
  orientation: 'horizontal' | 'vertical';
  children: ReactNode;
}

export function Split({ id, orientation, children }: SplitProps): ReactNode {
  return (
    <Group id={id} className="ps-split" orientation={orientation}>
      {children}
    </Group>
  );
}

export interface SplitPanelProps extends Pick<
  PanelProps,
  'defaultSize' | 'minSize' | 'maxSize' | 'collapsible' | 'collapsedSize'
> {
  id: string;
  /** Whether it keeps its pixels when the window grows. */
  keepsSize?: boolean;
  handle?: Ref<PanelHandle | null>;
  /** Told with each change; 0 while it is closed. */
  onPixels?: (pixels: number) => void;
  children: ReactNode;
}

export function SplitPanel({
  id,
  keepsSize,
  handle,
  onPixels,
  children,
  ...rest
}: SplitPanelProps): ReactNode {
  return (
    <Panel
      id={id}
      className="ps-split-panel"
      groupResizeBehavior={keepsSize ? 'preserve-pixel-size' : 'preserve-relative-size'}
      {...(handle ? { panelRef: handle } : {})}
      onResize={(size) => onPixels?.(Math.round(size.inPixels))}
      {...rest}
    >
      {children}
    </Panel>
  );
}

export function Splitter({ label }: { label: string }): ReactNode {
  return <Separator className="ps-splitter" aria-label={label} />;
}
