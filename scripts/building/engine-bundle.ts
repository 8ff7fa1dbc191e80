/**
 * Bundles what runs in Node: the engine with its command line and threads, and Electron's two files.
 *
 * `dist/engine` is flat: the entry `penstock.js`, one chunk per layer and set of entries that use it (a
 * thread loads nothing that only others need; what is imported late is loaded late), and each `*-thread.ts` as an
 * entry of its own, so that `new URL('./broker-thread.ts', import.meta.url)` leads to the bundled
 * thread from whichever chunk it is written in. `dist/engine` lies as deep as `engine/host`, so
 * `../../assets` and `../../dist/page` mean the same bundled and from source.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { rolldown, type InputOptions, type Plugin } from 'rolldown';

/** What finds files of its own beside it, or is native, and is loaded from `node_modules`. */
const external = ['electron', '@node-rs/crc32', '@platformatic/wasm-utils', 'classic-level'];

/** The oldest Node that the product runs on: that of Electron 33. */
const target = 'node20.18';

export async function bundleEngine(root: string): Promise<void> {
  const threads = threadFiles(root);
  const input: Record<string, string> = { penstock: join(root, 'cli/main.ts') };
  for (const file of threads) input[basename(file, '.ts')] = join(root, file);
  const electronMain = join(root, 'electron/main.ts');
  if (existsSync(electronMain)) input['main'] = electronMain;
  const entries = new Set(Object.values(input));
  await write(
    { input, plugins: [threadUrls()] },
    {
      dir: join(root, 'dist'),
      format: 'esm',
      entryFileNames: ({ name }) => (name === 'main' ? 'electron/main.js' : 'engine/[name].js'),
      chunkFileNames: 'engine/[name].js',
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          {
            debugName: 'by layer',
            name: (id) => (entries.has(id) ? null : chunkName(root, id)),
            entriesAware: true,
          },
        ],
      },
    },
  );
  const preload = join(root, 'electron/preload.ts');
  if (!existsSync(preload)) return;
  // A sandboxed preload is one CommonJS script.
  await write({ input: preload }, { file: join(root, 'dist/electron/preload.cjs'), format: 'cjs' });
  // Loaded in one go, so that it is done before Electron is ready; the module beside it comes after.
  await write(
    {
      input: join(root, 'electron/entry.ts'),
      external: (id) => id === 'electron' || id.endsWith('/main.ts'),
    },
    {
      file: join(root, 'dist/electron/entry.cjs'),
      format: 'cjs',
      paths: (id) => (id.endsWith('/main.ts') ? './main.js' : id),
    },
  );
}

type OutputOptions = Parameters<Awaited<ReturnType<typeof rolldown>>['write']>[0];

async function write(input: InputOptions, output: OutputOptions): Promise<void> {
  const bundle = await rolldown({
    platform: 'node',
    external,
    // A package in both forms is taken as modules: the other form may look for its files at run time.
    resolve: { mainFields: ['module', 'main'] },
    transform: { target },
    preserveEntrySignatures: 'allow-extension',
    logLevel: 'warn',
    ...input,
  });
  try {
    await bundle.write(output);
  } finally {
    await bundle.close();
  }
}

/** Every worker-thread entry of the engine, from the root. What exports something is no entry. */
function threadFiles(root: string): string[] {
  return readdirSync(join(root, 'engine'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('-thread.ts'))
    .map((file) => join('engine', file))
    .filter((file) => !/^export /m.test(readFileSync(join(root, file), 'utf8')))
    .sort();
}

/** Engine modules go to the chunk of their layer, the others to one chunk per library or process. */
export function chunkName(root: string, id: string): string | null {
  const path = relative(root, id).split(sep).join('/');
  const library = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (library !== undefined) return `library-${library.replace('@', '').replace('/', '-')}`;
  const layer = /^engine\/([^/]+)\//.exec(path)?.[1];
  return layer ?? null;
}

/** Points the addresses of threads at the bundled ones, which all lie in one folder. */
function threadUrls(): Plugin {
  const address = /new URL\(\s*(['"`])[^'"`]*?([\w-]+-thread)\.ts\1,\s*import\.meta\.url,?\s*\)/g;
  return {
    name: 'thread-urls',
    transform: {
      filter: { code: '-thread.ts' },
      handler: (code) => code.replaceAll(address, "new URL('./$2.js', import.meta.url)"),
    },
  };
}
