/** Files that describe a cluster together: one controller, brokers, and no two of the same. */

import { expect, test } from 'vitest';
import { MemoryDisk } from '../base/ports/virtual/memory-disk.ts';
import { clusterOfProperties } from './properties-cluster.ts';

interface Described {
  id: number;
  roles?: string;
  directory?: string;
}

/** A disk with the files a, b, …, and what is made of them. */
function clusterOf(...described: Described[]) {
  const disk = new MemoryDisk();
  const paths = described.map(({ id, roles = 'broker', directory = `/data/${id}` }, at) => {
    const path = `/${'abc'[at]}`;
    const listeners = [
      ...(roles.includes('broker') ? [`PLAINTEXT://127.0.0.1:${9000 + id}`] : []),
      ...(roles.includes('controller') ? [`CONTROLLER://127.0.0.1:${9100 + id}`] : []),
    ];
    const lines = [
      `node.id=${id}`,
      `process.roles=${roles}`,
      `listeners=${listeners.join(',')}`,
      'controller.listener.names=CONTROLLER',
      `log.dirs=${directory}`,
    ];
    disk.writeFileAtomic(path, lines.join('\n'));
    return path;
  });
  return clusterOfProperties(disk, paths);
}

test('the controller of one file and the brokers of all', () => {
  const { nodes, dataDirectory, remarks } = clusterOf(
    { id: 7, roles: 'broker,controller' },
    { id: 8 },
  );
  expect({
    controller: nodes.controller.id,
    brokers: nodes.brokers.map(({ id, listener }) => [id, listener.port]),
    dataDirectory,
    remarks,
  }).toEqual({
    controller: 7,
    brokers: [
      [7, 9007],
      [8, 9008],
    ],
    dataDirectory: '/data/7/controller',
    remarks: [],
  });
});

test('of several controllers one keeps the metadata, and that is said', () => {
  const roles = 'broker,controller';
  const { nodes, remarks } = clusterOf({ id: 1, roles }, { id: 2, roles }, { id: 3, roles });
  expect(nodes.controller.id).toBe(1);
  expect(nodes.brokers.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(remarks).toEqual([
    'One controller keeps the metadata: node 1 (/a). /b, /c: the role of a controller is not taken up.',
  ]);
});

test.each<[string, Described[]]>([
  ['No file describes a controller.', [{ id: 1 }]],
  ['No file describes a broker.', [{ id: 1, roles: 'controller' }]],
  ['/a and /b both describe node 1.', [{ id: 1, roles: 'broker,controller' }, { id: 1 }]],
  [
    '/a and /b both keep their data in /data/1.',
    [
      { id: 1, roles: 'broker,controller' },
      { id: 2, directory: '/data/1' },
    ],
  ],
])('%s', (sentence, described) => {
  expect(() => clusterOf(...described)).toThrow(sentence);
});

test('a file that is not there is named', () => {
  expect(() => clusterOfProperties(new MemoryDisk(), ['/nowhere'])).toThrow(
    'There is no file /nowhere.',
  );
});
