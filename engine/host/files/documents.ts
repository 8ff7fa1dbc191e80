/** The files that people open and save, the ones they used lately, and copies of what they have not saved. */

import { z } from 'zod';
import { EngineError } from '../../base/errors.ts';
import type { Disk } from '../../base/ports/disk.ts';
import type {
  DirectoryListing,
  OpenedFile,
  RecentFile,
  RecoveredDocument,
  SampleSummary,
} from '../../contract/app.ts';
import { parsePipeline } from '../../contract/project/parse-pipeline.ts';
import { JsonStore } from './json-store.ts';

export const PIPELINE_SUFFIX = '.pipeline.json';
const RECENT_MAX = 20;
const FILE_BYTES_MAX = 32 * 1024 * 1024;
const recentFiles = z.array(z.object({ path: z.string(), usedAt: z.number() }));
const recovered = z.object({
  documentId: z.string(),
  path: z.string().nullable(),
  text: z.string(),
  savedAt: z.number(),
});

export interface DocumentsOptions {
  readonly disk: Disk;
  now(): number;
  /** Where the installation keeps its own files. */
  readonly stateDirectory: string;
  /** Where people's files go when nothing else is said. */
  readonly documentsDirectory: string;
  readonly samplesDirectory: string;
}

export class Documents {
  readonly #options: DocumentsOptions;
  readonly #recent: JsonStore<z.infer<typeof recentFiles>>;
  readonly #autosaves: string;

  constructor(options: DocumentsOptions) {
    const { disk, stateDirectory } = options;
    this.#options = options;
    this.#autosaves = disk.join(stateDirectory, 'autosave');
    disk.makeDirectory(this.#autosaves);
    this.#recent = new JsonStore({
      disk,
      path: disk.join(stateDirectory, 'recent.json'),
      schema: recentFiles,
      empty: [],
    });
  }

  open(path: string): OpenedFile {
    const { disk } = this.#options;
    if (!disk.exists(path)) {
      throw new EngineError('FILE_MISSING', `There is no file ${path}.`, {
        hint: 'It may have been moved; open it from where it is now.',
      });
    }
    const file = disk.open(path, 'read');
    const size = file.size();
    file.close();
    if (size > FILE_BYTES_MAX) {
      throw new EngineError('FILE_TOO_LARGE', `${path} is larger than 32 MiB.`, {
        hint: 'Is it a pipeline file?',
      });
    }
    const text = disk.readFile(path).toString('utf8');
    this.#use(path);
    return { path, text };
  }

  save(path: string, text: string, { overwrite }: { overwrite: boolean }): OpenedFile {
    const { disk } = this.#options;
    if (!overwrite && disk.exists(path)) {
      throw new EngineError('FILE_EXISTS', `${path} is there already.`, {
        hint: 'Save it under another name, or replace it.',
      });
    }
    disk.writeFileAtomic(path, text);
    this.#use(path);
    return { path, text };
  }

  #use(path: string): void {
    const others = this.#recent.data.filter((file) => file.path !== path);
    this.#recent.set([{ path, usedAt: this.#options.now() }, ...others].slice(0, RECENT_MAX));
  }

  recent(): RecentFile[] {
    const { disk } = this.#options;
    return this.#recent.data.map(({ path, usedAt }) => ({
      path,
      usedAt,
      name: path.split(/[\\/]/).at(-1)!.replace(PIPELINE_SUFFIX, ''),
      missing: !disk.exists(path),
    }));
  }

  forget(path: string): void {
    this.#recent.set(this.#recent.data.filter((file) => file.path !== path));
  }

  /** Directories, and pipeline files. */
  list(directory: string = this.#options.documentsDirectory): DirectoryListing {
    const { disk } = this.#options;
    const entries = disk.list(directory).flatMap((name) => {
      const isDirectory = disk.isDirectory(disk.join(directory, name));
      return name.startsWith('.') || !(isDirectory || name.endsWith('.json'))
        ? []
        : [{ name, directory: isDirectory }];
    });
    const parent = disk.join(directory, '..');
    return { directory, parent: parent === directory ? null : parent, entries };
  }

  samples(): SampleSummary[] {
    const { disk, samplesDirectory } = this.#options;
    const names = disk.list(samplesDirectory).filter((name) => name.endsWith(PIPELINE_SUFFIX));
    return names.map((file) => {
      const name = file.slice(0, -PIPELINE_SUFFIX.length);
      const parsed = parsePipeline(this.sample(name));
      const nodes = parsed.ok ? parsed.file.nodes : [];
      return {
        name,
        title: parsed.ok ? parsed.file.name : name,
        description: nodes.map((node) => node.name).join(' · '),
      };
    });
  }

  sample(name: string): string {
    const { disk, samplesDirectory } = this.#options;
    const path = disk.join(samplesDirectory, `${name}${PIPELINE_SUFFIX}`);
    if (!/^[\w-]+$/.test(name) || !disk.exists(path)) {
      throw new EngineError('NO_SUCH_SAMPLE', `There is no sample "${name}".`, {
        hint: 'The command palette lists the samples.',
      });
    }
    return disk.readFile(path).toString('utf8');
  }

  keep(document: Omit<RecoveredDocument, 'savedAt'>): void {
    const { disk, now } = this.#options;
    disk.writeFileAtomic(
      this.#autosavePath(document.documentId),
      JSON.stringify({ ...document, savedAt: now() }),
    );
  }

  kept(): RecoveredDocument[] {
    const { disk } = this.#options;
    const files = disk.list(this.#autosaves).filter((name) => name.endsWith('.json'));
    const documents = files.flatMap((name) => {
      const store = new JsonStore<RecoveredDocument | null>({
        disk,
        path: disk.join(this.#autosaves, name),
        schema: recovered.nullable(),
        empty: null,
      });
      return store.data ?? [];
    });
    return documents.sort((one, other) => other.savedAt - one.savedAt);
  }

  discard(documentId: string): void {
    this.#options.disk.remove(this.#autosavePath(documentId));
  }

  #autosavePath(documentId: string): string {
    const name = Buffer.from(documentId, 'utf8').toString('base64url');
    return this.#options.disk.join(this.#autosaves, `${name}.json`);
  }
}
