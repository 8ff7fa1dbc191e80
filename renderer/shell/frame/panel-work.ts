/** Opens, closes and remembers the panels around the canvas. */

import type { PanelHandle } from '../../design/splitter.tsx';
import type { Workspace } from '../../state/workspace.ts';
import type { BottomTab, ShellStore } from '../shell-store.ts';
import {
  type PanelLayout,
  readPanelLayout,
  sizeAtFirst,
  type SidePanel,
  writePanelLayout,
} from './panel-layout.ts';

const REMEMBER_AFTER_MS = 500;
/** What opens has at least this. */
const OPEN_PIXELS: Readonly<Record<SidePanel, number>> = {
  palette: 176,
  inspector: 296,
  bottom: 216,
};
/** Per cent of the height that the bottom panel takes when it is made large. */
const LARGE = 78;

export interface PanelWork extends PanelMemory {
  attach(panel: SidePanel, handle: PanelHandle | null): void;
  toggle(panel: SidePanel): void;
  open(panel: SidePanel): void;
  /** Opens it unless the person closed it. */
  offer(panel: SidePanel): void;
  /** Shows a tab of the bottom panel, opening it when it is closed. */
  showTab(tab: BottomTab): void;
  /** The bottom panel large, or as it was before. */
  toggleLargeBottom(): void;
}

interface PanelMemory {
  /** What was remembered, to begin with. */
  restore(text: string): void;
  /** How large it is at first; 0 is closed. */
  sizeAtFirst(panel: SidePanel): number;
  /** Told with each change of its size. */
  resized(panel: SidePanel, pixels: number): void;
}

export function createPanelWork(workspace: Workspace, store: ShellStore): PanelWork {
  const { remember, ...memory } = createMemory(workspace, store);
  const handles = new Map<SidePanel, PanelHandle>();
  const closedByHand = new Set<SidePanel>();
  let sizeBefore: number | undefined;

  function open(panel: SidePanel): void {
    const handle = handles.get(panel);
    closedByHand.delete(panel);
    if (!handle?.isCollapsed()) return;
    handle.expand();
    // One that was never open has no size to go back to.
    if (handle.getSize().inPixels < OPEN_PIXELS[panel]) handle.resize(`${OPEN_PIXELS[panel]}px`);
  }
  return {
    ...memory,
    open,
    attach(panel, handle) {
      if (handle) handles.set(panel, handle);
      else handles.delete(panel);
    },
    offer(panel) {
      if (!closedByHand.has(panel)) open(panel);
    },
    toggle(panel) {
      const handle = handles.get(panel);
      if (handle?.isCollapsed()) return open(panel);
      closedByHand.add(panel);
      handle?.collapse();
    },
    showTab(tab) {
      store.setState({ bottomTab: tab });
      remember({ bottomTab: tab });
      open('bottom');
    },
    toggleLargeBottom() {
      const handle = handles.get('bottom');
      const { asPercentage = 0, inPixels = 0 } = handle?.getSize() ?? {};
      if (asPercentage < LARGE - 1) {
        sizeBefore = inPixels;
        handle?.resize(`${LARGE}%`);
      } else {
        handle?.resize(`${sizeBefore ?? OPEN_PIXELS.bottom}px`);
      }
    },
  };
}

function createMemory(
  { transport }: Workspace,
  store: ShellStore,
): PanelMemory & { remember(change: PanelLayout): void } {
  let layout: PanelLayout = {};
  let timer: number | undefined;

  function write(): void {
    timer = undefined;
    // Sizes that could not be kept are set again by hand; that is no reason to interrupt.
    transport
      .request('settings.write', { panels: writePanelLayout(layout) })
      .catch(() => undefined);
  }
  function remember(change: PanelLayout): void {
    layout = { ...layout, ...change };
    timer ??= window.setTimeout(write, REMEMBER_AFTER_MS);
  }
  return {
    remember,
    restore(text) {
      layout = readPanelLayout(text);
      if (layout.bottomTab) store.setState({ bottomTab: layout.bottomTab });
    },
    sizeAtFirst: (panel) =>
      sizeAtFirst(panel, layout, { width: window.innerWidth, height: window.innerHeight }),
    resized(panel, pixels) {
      if (layout[panel] !== pixels) remember({ [panel]: pixels });
    },
  };
}
