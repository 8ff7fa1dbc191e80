/** The law of layers: which folder may import which. ARCHITECTURE.md draws its map from this table. */

export interface Layer {
  /** From the root of the repository. The longest folder that contains a file is its layer. */
  readonly folder: string;
  readonly about: string;
  /** A folder may import itself and these, with everything below them. */
  readonly imports: readonly string[];
  /** What only its tests may import as well. */
  readonly testImports?: readonly string[];
}

const brokerParts = [
  'engine/base',
  'engine/records',
  'engine/protocol',
  'engine/log',
  'engine/metadata',
  'engine/coordinator',
  'engine/replication',
  'engine/groups',
  'engine/transactions',
  'engine/security',
];

const services = [
  'engine/client',
  'engine/registry',
  'engine/serde',
  'engine/connect',
  'engine/streams',
  'engine/sql',
  'engine/rest',
];

/** The tests of what is a client of the brokers may start some. */
const cluster = ['engine/cluster'];

export const layers: readonly Layer[] = [
  {
    folder: 'engine/base',
    about: 'Ports (clock, random, disk, network), assertions, errors.',
    imports: [],
  },
  {
    folder: 'engine/contract',
    about: 'What a page may ask and see; plain data, no Node, no DOM.',
    imports: [],
  },
  {
    folder: 'engine/records',
    about: 'Record batches, varints, CRC-32C, compression codecs.',
    imports: ['engine/base'],
  },
  {
    folder: 'engine/protocol',
    about: 'The wire schema, framing and error codes; one file per message.',
    imports: ['engine/base'],
  },
  {
    folder: 'engine/log',
    about: 'Segments, indexes, retention, recovery.',
    imports: ['engine/base', 'engine/records'],
  },
  {
    folder: 'engine/metadata',
    about: 'The cluster image, replayed from metadata records.',
    imports: ['engine/base', 'engine/records', 'engine/protocol'],
  },
  {
    folder: 'engine/coordinator',
    about: 'The generic replayed state machine: command to records and reply.',
    imports: ['engine/base', 'engine/records', 'engine/log'],
  },
  {
    folder: 'engine/replication',
    about: 'The metadata quorum; leaders, followers, in-sync sets, high watermarks.',
    imports: ['engine/base', 'engine/records', 'engine/protocol', 'engine/log', 'engine/metadata'],
  },
  {
    folder: 'engine/groups',
    about: 'Consumer groups and their committed offsets.',
    imports: [
      'engine/base',
      'engine/records',
      'engine/protocol',
      'engine/metadata',
      'engine/coordinator',
    ],
  },
  {
    folder: 'engine/transactions',
    about: 'Producer ids, transaction state, markers.',
    imports: [
      'engine/base',
      'engine/records',
      'engine/protocol',
      'engine/metadata',
      'engine/coordinator',
    ],
  },
  {
    folder: 'engine/security',
    about: 'Authorizer, quotas, SASL mechanisms.',
    imports: ['engine/base', 'engine/protocol', 'engine/metadata'],
  },
  {
    folder: 'engine/broker',
    about: 'Connections, the request queue, purgatory; one handler per API key.',
    imports: brokerParts,
  },
  {
    folder: 'engine/cluster',
    about: 'Starts, stops and breaks brokers.',
    imports: [...brokerParts, 'engine/broker'],
    testImports: ['engine/client'],
  },
  {
    folder: 'engine/client',
    about: 'The one door from our own tools to a cluster.',
    imports: ['engine/base', 'engine/records', 'engine/protocol'],
    testImports: cluster,
  },
  {
    folder: 'engine/registry',
    about: 'Schema subjects, versions, compatibility.',
    imports: ['engine/base', 'engine/client'],
    testImports: cluster,
  },
  {
    folder: 'engine/serde',
    about: 'Wire formats of keys and values.',
    imports: ['engine/base', 'engine/client', 'engine/registry'],
    testImports: cluster,
  },
  {
    folder: 'engine/connect',
    about: 'Connect workers, connectors, transforms, converters.',
    imports: ['engine/base', 'engine/contract', 'engine/client', 'engine/registry', 'engine/serde'],
    testImports: cluster,
  },
  {
    folder: 'engine/streams',
    about: 'Topologies, tasks, state stores, operators.',
    imports: ['engine/base', 'engine/client', 'engine/registry', 'engine/serde'],
    testImports: cluster,
  },
  {
    folder: 'engine/sql',
    about: 'SQL: lexer, parser, compiler, functions.',
    imports: [
      'engine/base',
      'engine/client',
      'engine/registry',
      'engine/serde',
      'engine/streams',
      'engine/connect',
    ],
    testImports: cluster,
  },
  {
    folder: 'engine/rest',
    about: 'The REST proxy.',
    imports: ['engine/base', 'engine/client', 'engine/registry', 'engine/serde'],
    testImports: cluster,
  },
  {
    folder: 'engine/pipeline',
    about: 'Turns a pipeline into topics, connectors and apps; runs and exports it.',
    imports: ['engine/base', 'engine/contract', ...services],
    testImports: cluster,
  },
  {
    folder: 'engine/host',
    about: 'Answers the contract by driving all of the above.',
    imports: ['engine'],
  },
  {
    folder: 'engine/simulation',
    about: 'Virtual clock, network and disk; faults, checkers, scenarios.',
    imports: [...brokerParts, 'engine/broker', 'engine/cluster', ...services, 'engine/pipeline'],
  },
  {
    folder: 'electron',
    about: 'Main process, window, menu, preload; no engine logic.',
    imports: ['engine/host', 'engine/contract', 'engine/base'],
  },
  {
    folder: 'renderer/design',
    about: 'Tokens, primitives, icons.',
    imports: [],
  },
  {
    folder: 'renderer/bridge',
    about: 'The typed client of the contract.',
    imports: ['engine/contract'],
  },
  {
    folder: 'renderer/state',
    about: 'Stores: the document (undoable), what is live, the session.',
    imports: ['renderer/bridge', 'engine/contract'],
  },
  {
    folder: 'renderer/canvas',
    about: 'The canvas: surface, nodes, partition strips, layout.',
    imports: ['renderer/design', 'renderer/state', 'engine/contract'],
  },
  {
    folder: 'renderer/editors',
    about: 'The text editor and its languages.',
    imports: ['renderer/design', 'renderer/state', 'engine/contract'],
  },
  {
    folder: 'renderer/panels',
    about: 'One folder per panel.',
    imports: ['renderer/design', 'renderer/state', 'renderer/editors', 'engine/contract'],
  },
  {
    folder: 'renderer/lessons',
    about: 'The lesson player and its lessons.',
    imports: ['renderer/design', 'renderer/state', 'renderer/canvas', 'engine/contract'],
  },
  {
    folder: 'renderer/shell',
    about: 'Puts the page together: layout, commands, palette.',
    imports: ['renderer', 'engine/contract'],
  },
  {
    folder: 'renderer',
    about: 'The entry of the page.',
    imports: ['renderer', 'engine/contract'],
  },
  {
    folder: 'cli',
    about: 'The `penstock` command.',
    imports: ['engine/base', 'engine/contract', 'engine/client', 'engine/host', 'engine/pipeline'],
  },
  {
    folder: 'e2e',
    about: 'Whole-product tests: app (Playwright), clients (foreign), bench.',
    imports: ['engine', 'scripts'],
  },
  {
    folder: 'bin',
    about: 'The executable of the package.',
    imports: ['cli'],
  },
  {
    folder: 'scripts',
    about: 'Start, build, check; house rules as tests.',
    imports: ['engine'],
  },
];

/** Libraries that only one place may import, so that they can be replaced there. */
export const libraryHomes: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ['engine/client', 'e2e/clients', 'e2e/bench'],
  '@platformatic/kafka': ['e2e/clients'],
  '@platformatic/wasm-utils': ['engine/records'],
  '@node-rs/crc32': ['engine/records'],
  '@xyflow/react': ['renderer/canvas'],
  '@dagrejs/dagre': ['renderer/canvas'],
  'monaco-editor': ['renderer/editors'],
  react: ['renderer'],
  'react-dom': ['renderer'],
  electron: ['electron'],
  ws: ['engine/host', 'e2e'],
};

/** The layer of a file, or undefined where the table knows none. */
export function layerOf(path: string): Layer | undefined {
  let found: Layer | undefined;
  for (const layer of layers) {
    if (!isWithin(path, layer.folder)) continue;
    if (found === undefined || layer.folder.length > found.folder.length) found = layer;
  }
  return found;
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
