/** `meta.properties`: which cluster and node a log directory belongs to. */

import { EngineError } from '../base/errors.ts';
import type { Disk } from '../base/ports/disk.ts';

export interface MetaProperties {
  readonly clusterId: string;
  readonly nodeId: number;
  readonly directoryId: string;
}

const VERSION = '1';

/** What the directory says it belongs to; it is made to belong to `expected` when it says nothing yet. */
export function claimDirectory(
  disk: Disk,
  directory: string,
  expected: MetaProperties,
): MetaProperties {
  const path = disk.join(directory, 'meta.properties');
  if (!disk.exists(path)) {
    disk.writeFileAtomic(path, format(expected));
    return expected;
  }
  const found = parse(disk.readFile(path).toString('utf8'));
  if (found.version !== VERSION || found.nodeId === undefined || found.clusterId === undefined) {
    throw new EngineError('LOG_DIRECTORY_BROKEN', `${path} is not what a broker writes there.`, {
      hint: 'Restore the file from a copy, or choose another data directory.',
    });
  }
  requireSame({ what: 'cluster', directory, found: found.clusterId, expected: expected.clusterId });
  requireSame({ what: 'node', directory, found: found.nodeId, expected: String(expected.nodeId) });
  return { ...expected, directoryId: found.directoryId ?? expected.directoryId };
}

function requireSame(facts: {
  what: string;
  directory: string;
  found: string;
  expected: string;
}): void {
  const { what, directory, found, expected } = facts;
  if (found === expected) return;
  throw new EngineError(
    'LOG_DIRECTORY_FOREIGN',
    `The data directory ${directory} belongs to ${what} ${found}, not ${expected}.`,
    {
      hint: 'Use the directory of this cluster and node, or an empty one.',
    },
  );
}

interface Found {
  version: string | undefined;
  clusterId: string | undefined;
  nodeId: string | undefined;
  directoryId: string | undefined;
}

/** Java's properties format, as far as it occurs here. */
function parse(text: string): Found {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([^#=\s]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (match !== null) values.set(match[1]!, match[2]!);
  }
  return {
    version: values.get('version'),
    clusterId: values.get('cluster.id'),
    nodeId: values.get('node.id'),
    directoryId: values.get('directory.id'),
  };
}

function format({ clusterId, nodeId, directoryId }: MetaProperties): string {
  return `#\nversion=${VERSION}\ncluster.id=${clusterId}\nnode.id=${nodeId}\ndirectory.id=${directoryId}\n`;
}
