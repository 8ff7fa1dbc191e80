/** The thread of the controller. */

import { workerData } from 'node:worker_threads';
import { systemPorts } from '../base/ports/real/ports.ts';
import { ControllerNode } from '../broker/controller-node.ts';
import type { ControllerSetup } from './node-messages.ts';
import { crash, onOrder, report, started, stopped } from './node-thread.ts';

const setup = workerData as ControllerSetup;

await started(async () => {
  const node = new ControllerNode({
    ...setup,
    ports: systemPorts,
    onProblem: (sentence) => report({ kind: 'problem', sentence }),
    onCrash: crash,
  });
  onOrder((order) => {
    if (order.kind === 'stop') void stopped(() => node.close());
  });
  const { host, port } = await node.start();
  report({ kind: 'listening', host, port });
  report({ kind: 'ready' });
});
