/** Plain data about the installation and its files. */

export interface AppInfo {
  readonly version: string;
  readonly host: 'electron' | 'web' | 'memory';
  readonly platform: string;
  /** Whether `file.choose` opens a dialog of the system. */
  readonly nativeDialogs: boolean;
  /** Where new files go when nothing else is said. */
  readonly documentsDirectory: string;
  /** Whether this is the first start on this machine. */
  readonly firstStart: boolean;
}

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** The layout of the panels, in the page's own words. */
  readonly panels: string;
}

export interface SampleSummary {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

export interface OpenedFile {
  readonly path: string;
  readonly text: string;
}

export interface RecentFile {
  readonly path: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly usedAt: number;
  readonly missing: boolean;
}

export interface RecoveredDocument {
  readonly documentId: string;
  readonly path: string | null;
  readonly text: string;
  readonly savedAt: number;
}

export interface DirectoryListing {
  readonly directory: string;
  readonly parent: string | null;
  readonly entries: readonly { readonly name: string; readonly directory: boolean }[];
}

export interface ExportedFile {
  readonly name: string;
  readonly content: string;
}

/** How a refused command looks to the page: what happened and what to try. */
export interface ContractError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}
