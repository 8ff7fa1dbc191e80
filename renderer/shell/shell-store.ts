/** What the page shows of itself: open panels, the tab at the bottom, an open dialog, the theme that was chosen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RecoveredDocument } from '../../engine/contract/app.ts';
import type { PipelineFile } from '../../engine/contract/project/pipeline-file.ts';
import type { ThemeChoice } from '../design/theme.ts';

export type BottomTab = 'messages' | 'events' | 'problems' | 'source';
export type PalettePage = 'actions' | 'nodes' | 'files';

export type OpenDialog =
  | { readonly kind: 'palette'; readonly page: PalettePage }
  | { readonly kind: 'help' }
  | { readonly kind: 'export' }
  | { readonly kind: 'recovered'; readonly documents: readonly RecoveredDocument[] }
  | {
      readonly kind: 'file';
      readonly purpose: 'open' | 'save';
      readonly suggestedName: string;
      /** Called once, with null when it was dismissed. */
      readonly answer: (path: string | null) => void;
    };

export interface ShellState {
  readonly bottomTab: BottomTab;
  readonly dialog: OpenDialog | null;
  readonly connectOpen: boolean;
  readonly themeChoice: ThemeChoice;
  /** The line that says what is happening, with three ways on. */
  readonly welcome: boolean;
  /** The name of the sample that is open, as long as it has no file. */
  readonly sample: string | null;
  /** The pipeline as it was when it was last sent to run; null while this page does not know what runs. */
  readonly ran: PipelineFile | null;
  /** A click on Run is under way. */
  readonly busy: boolean;
}

export type ShellStore = StoreApi<ShellState>;

export function createShellStore(): ShellStore {
  return createStore<ShellState>(() => ({
    bottomTab: 'messages',
    dialog: null,
    connectOpen: false,
    themeChoice: 'system',
    welcome: false,
    sample: null,
    ran: null,
    busy: false,
  }));
}
