/** Panels side by side or one above the other, with a bar between them that pointer and arrow keys move. */

import type { ReactNode, Ref } from 'react';
import {
  Group,
  type Layout,
  Panel,
  type PanelImperativeHandle,
  type PanelProps,
  Separator,
} from 'react-resizable-panels';
import './splitter.css';

export type PanelHandle = PanelImperativeHandle;
export type PanelSizes = Layout;

export interface SplitProps {
  id: string;
  orientation: 'horizontal' | 'vertical';
  /** Per cent by panel id, as `onSizes` told them. */
  sizes?: PanelSizes | undefined;
  /** Called when a drag or a key has ended. */
  onSizes: (sizes: PanelSizes) => void;
  children: ReactNode;
}

export function Split({ id, orientation, sizes, onSizes, children }: SplitProps): ReactNode {
  return (
    <Group
      id={id}
      className="ps-split"
      orientation={orientation}
      {...(sizes ? { defaultLayout: sizes } : {})}
      onLayoutChanged={onSizes}
    >
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
  onCollapsed?: (collapsed: boolean) => void;
  children: ReactNode;
}

export function SplitPanel({
  id,
  keepsSize,
  handle,
  onCollapsed,
  children,
  ...rest
}: SplitPanelProps): ReactNode {
  return (
    <Panel
      id={id}
      className="ps-split-panel"
      groupResizeBehavior={keepsSize ? 'preserve-pixel-size' : 'preserve-relative-size'}
      {...(handle ? { panelRef: handle } : {})}
      onResize={(size) => onCollapsed?.(size.inPixels < 2)}
      {...rest}
    >
      {children}
    </Panel>
  );
}

export function Splitter({ label }: { label: string }): ReactNode {
  return <Separator className="ps-splitter" aria-label={label} />;
}
