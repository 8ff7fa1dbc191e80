/** The catalogues: folders in which each file declares one thing, and whose `index.ts` is written. */

export interface Catalogue {
  /** From the root of the repository, with `/`. A folder that holds nothing yet is passed over. */
  readonly folder: string;
  /** The name of the exported list of everything declared in the folder. */
  readonly list: string;
  /** Also exports a map from a property of each entry to the entry. */
  readonly map?: {
    readonly name: string;
    readonly property: string;
    readonly keyType: string;
    /** The type of the entries, and the module (relative to the folder) that exports it. */
    readonly valueType: string;
    readonly from: string;
  };
}

export const catalogues: readonly Catalogue[] = [
  {
    folder: 'engine/records/codecs',
    list: 'codecs',
    map: {
      name: 'codecsById',
      property: 'id',
      keyType: 'number',
      valueType: 'Codec',
      from: './define-codec.ts',
    },
  },
  {
    folder: 'engine/protocol/messages',
    list: 'messages',
    map: { name: 'apis', property: 'key', keyType: 'number', valueType: 'Api', from: '../api.ts' },
  },
  { folder: 'engine/protocol/internal/metadata', list: 'metadataRecords' },
  { folder: 'engine/protocol/internal/groups', list: 'groupRecords' },
  { folder: 'engine/protocol/internal/transactions', list: 'transactionRecords' },
  { folder: 'engine/protocol/internal/shares', list: 'shareRecords' },
  { folder: 'engine/protocol/internal/data', list: 'internalData' },
  { folder: 'engine/broker/handlers', list: 'handlers' },
  { folder: 'engine/connect/connectors', list: 'connectors' },
  { folder: 'engine/connect/transforms', list: 'transforms' },
  { folder: 'engine/connect/predicates', list: 'predicates' },
  { folder: 'engine/connect/converters', list: 'converters' },
  { folder: 'engine/connect/templates', list: 'templates' },
  { folder: 'engine/registry/formats', list: 'formats' },
  { folder: 'engine/streams/operators', list: 'operators' },
  { folder: 'engine/sql/functions', list: 'functions' },
  { folder: 'engine/contract/nodes', list: 'nodes' },
  { folder: 'engine/contract/commands', list: 'commands' },
  { folder: 'engine/contract/views', list: 'views' },
  { folder: 'engine/simulation/faults', list: 'faults' },
  { folder: 'renderer/lessons/catalogue', list: 'lessons' },
  { folder: 'scripts/tidy/rules', list: 'rules' },
];
