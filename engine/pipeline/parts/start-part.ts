/** Which part does the work of a node: by its role, and for processors by its kind. */

import { assert } from '../../base/assert.ts';
import type { NodeKind } from '../../contract/nodes/define-node.ts';
import { startConnector } from './connector-part.ts';
import { startConsumer } from './consumer-part.ts';
import { startFilter } from './filter-part.ts';
import type { Part, PartContext } from './part.ts';
import { startProducer } from './producer-part.ts';

const processors: Readonly<Record<string, (context: PartContext) => Promise<Part>>> = {
  filter: startFilter,
};

export function startPart(kind: NodeKind, context: PartContext): Promise<Part> {
  switch (kind.role) {
    case 'source':
    case 'sink':
      assert(kind.connectorClass !== undefined, `The kind ${kind.kind} names its connector.`);
      return startConnector(kind.connectorClass, context);
    case 'producer':
      return startProducer(context);
    case 'consumer':
      return startConsumer(context);
    case 'processor': {
      const start = processors[kind.kind];
      assert(start !== undefined, `There is a part for the kind ${kind.kind}.`);
      return start(context);
    }
    case 'topic':
      throw new Error('A topic is no part: it is made before the parts.');
  }
}
