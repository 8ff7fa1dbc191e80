/** Sources and sinks: connectors of `engine/connect`, found by the class that the node's kind names. */

import { assert } from '../../base/assert.ts';
import type { ConnectTask } from '../../connect/connect-task.ts';
import { connectors } from '../../connect/connectors/index.ts';
import { startSinkTask } from '../../connect/sink-task.ts';
import { startSourceTask } from '../../connect/source-task.ts';
import type { Part, PartContext } from './part.ts';

export async function startConnector(connectorClass: string, context: PartContext): Promise<Part> {
  const connector = connectors.find((entry) => entry.connectorClass === connectorClass);
  assert(connector !== undefined, `There is a connector of the class ${connectorClass}.`);
  const options = { ...context, name: context.identity, config: context.node.config };
  if (connector.kind === 'source') {
    const topic = context.outputs[0];
    assert(topic !== undefined, 'A source is wired to a topic.');
    return connectorPart(await startSourceTask({ ...options, connector, topic }));
  }
  return connectorPart(await startSinkTask({ ...options, connector, topics: context.inputs }));
}

function connectorPart(task: ConnectTask): Part {
  return {
    counters: () => ({ ...task.counters, recordsSkipped: 0 }),
    status: () => task.status(),
    done: task.done,
    pause: () => task.pause(),
    resume: () => task.resume(),
    close: () => task.close(),
    abandon: () => task.abandon(),
  };
}
