/** Opens, closes and remembers the panels around the canvas. */

import type { PanelHandle } from '../../design/splitter.tsx';
import type { Workspace } from '../../state/workspace.ts';
import type { BottomTab, ShellStore } from '../shell-store.ts';
import { type PanelLayout, readPanelLayout, writePanelLayout } from './panel-layout.ts';

export type SidePanel = 'palette' | 'inspector' | 'bottom';

const REMEMBER_AFTER_MS = 500;
/** Per cent of the height that the bottom panel takes when it is made large. */
const LARGE = 78;

export interface PanelWork {
  attach(panel: SidePanel, handle: PanelHandle | null): void;
  toggle(panel: SidePanel): void;
  open(panel: SidePanel): void;
  /** Shows a tab of the bottom panel, opening it when it is closed. */
  showTab(tab: BottomTab): void;
  /** The bottom panel large, or as it was before. */
  toggleLargeBottom(): void;
  /** What was remembered, to begin with. */
  restore(text: string): void;
  layout(): PanelLayout;
  remember(change: PanelLayout): void;
}

export function createPanelWork(workspace: Workspace, store: ShellStore): PanelWork {
  const handles = new Map<SidePanel, PanelHandle>();
  let layout: PanelLayout = {};
  let timer: number | undefined;
  let sizeBefore: number | undefined;

  function write(): void {
    timer = undefined;
    // Sizes that could not be kept are set again by hand; that is no reason to interrupt.
    workspace.transport
      .request('settings.write', { panels: writePanelLayout(layout) })
      .catch(() => undefined);
  }
  function remember(change: PanelLayout): void {
    layout = { ...layout, ...change };
    timer ??= window.setTimeout(write, REMEMBER_AFTER_MS);
  }
  function open(panel: SidePanel): void {
    const handle = handles.get(panel);
    if (handle?.isCollapsed()) handle.expand();
  }
  return {
    attach(panel, handle) {
      if (handle) handles.set(panel, handle);
      else handles.delete(panel);
    },
    open,
    toggle(panel) {
      const handle = handles.get(panel);
      if (handle?.isCollapsed()) handle.expand();
      else handle?.collapse();
    },
    showTab(tab) {
      store.setState({ bottomTab: tab });
      remember({ bottomTab: tab });
      open('bottom');
    },
    toggleLargeBottom() {
      const handle = handles.get('bottom');
      if (!handle) return;
      const size = handle.getSize().asPercentage;
      if (size < LARGE - 1) {
        sizeBefore = size;
        handle.resize(`${LARGE}%`);
      } else {
        handle.resize(`${sizeBefore ?? 32}%`);
      }
    },
    restore(text) {
      layout = readPanelLayout(text);
      if (layout.bottomTab) store.setState({ bottomTab: layout.bottomTab });
    },
    layout: () => layout,
    remember,
  };
}
