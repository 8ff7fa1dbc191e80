/** How one looks at the canvas: zoom, fit, tidy, snap. */

import { Grid3x3, Maximize, Minus, Network, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../design/button.tsx';
import { useFlowStore } from '../flow.ts';
import type { SurfaceCommands } from './surface-commands.ts';

export interface SurfaceBarProps {
  readonly commands: SurfaceCommands;
  readonly isSnapping: boolean;
  onSnap(): void;
}

export function SurfaceBar({ commands, isSnapping, onSnap }: SurfaceBarProps): ReactNode {
  const percent = useFlowStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className="cv-bar nopan" role="toolbar" aria-label="Canvas view">
      <IconButton
        size="small"
        icon={Minus}
        label="Zoom out"
        tooltipSide="top"
        onClick={commands.zoomOut}
      />
      <button
        type="button"
        className="cv-percent tabular"
        title="Zoom to 100 %"
        onClick={commands.zoomToFull}
      >
        {percent} %
      </button>
      <IconButton
        size="small"
        icon={Plus}
        label="Zoom in"
        tooltipSide="top"
        onClick={commands.zoomIn}
      />
      <IconButton
        size="small"
        icon={Maximize}
        label="Fit all"
        shortcut="1"
        tooltipSide="top"
        onClick={commands.fit}
      />
      <IconButton
        size="small"
        icon={Network}
        label="Tidy up"
        shortcut="Shift+Alt+T"
        tooltipSide="top"
        onClick={commands.tidy}
      />
      <IconButton
        size="small"
        icon={Grid3x3}
        label="Snap to grid"
        tooltipSide="top"
        aria-pressed={isSnapping}
        onClick={onSnap}
      />
    </div>
  );
}
