/** The thread of one broker. */

import { workerData } from 'node:worker_threads';
import { every, type Timer } from '../base/ports/clock.ts';
import { systemPorts } from '../base/ports/real/ports.ts';
import { Broker } from '../broker/broker.ts';
import { brokerConfig } from '../broker/broker-config.ts';
import { TelemetrySource } from '../broker/telemetry.ts';
import type { BrokerSetup } from './node-messages.ts';
import { crash, onOrder, report, started, stopped } from './node-thread.ts';

const FORGET_MS = 30_000;
const setup = workerData as BrokerSetup;
let { controller } = setup;

await started(async () => {
  const broker = new Broker({
    ports: systemPorts,
    config: brokerConfig(setup.options),
    controller: () => controller,
    hooks: {
      onProblem: (sentence) => report({ kind: 'problem', sentence }),
      onRefused: (sentence) => report({ kind: 'refused', sentence }),
      onGroupEvent: (event) => report({ kind: 'group-event', event }),
      onCrash: crash,
    },
  });
  const telemetry = new TelemetrySource(broker);
  every(systemPorts.clock, FORGET_MS, () => telemetry.forget());
  let watching: Timer | undefined;
  onOrder((order) => {
    switch (order.kind) {
      case 'controller':
        controller = { host: order.host, port: order.port };
        return;
      case 'watch':
        watching?.cancel();
        watching =
          order.everyMs > 0
            ? every(systemPorts.clock, order.everyMs, () => tell(telemetry))
            : undefined;
        return;
      case 'stop':
        void stopped(() => broker.shutDown());
    }
  });
  await broker.start((address) => report({ kind: 'listening', ...address }));
  report({ kind: 'ready' });
});

function tell(source: TelemetrySource): void {
  const telemetry = source.collect();
  if (telemetry) report({ kind: 'telemetry', telemetry });
}
