/** The brokers under the canvas: who runs, leads, holds and is in sync; each can be killed and restarted. */

import { Crown, Hourglass, Power, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BrokerView, ClusterView } from '../../../engine/contract/views/cluster.ts';
import { BrokerSign } from '../../design/broker-sign.tsx';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Tooltip } from '../../design/tooltip.tsx';
import { useSession, useWorkspace } from '../../state/workspace-context.tsx';
import { tellRefusal } from '../refusal.ts';
import { words } from '../words.ts';
import './brokers-dock.css';

export function BrokersDock(): ReactNode {
  const cluster = useSession((state) => state.cluster);
  return (
    <section className="ps-brokers" aria-label={words.brokers.title}>
      {cluster === null || cluster.brokers.length === 0 ? (
        <p className="muted">{cluster === null ? words.brokers.starting : words.brokers.none}</p>
      ) : (
        <ul>
          {cluster.brokers.map((broker) => (
            <li key={broker.id}>
              <Broker broker={broker} controller={cluster.controller} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface BrokerProps {
  broker: BrokerView;
  controller: ClusterView['controller'];
}

function Broker({ broker, controller }: BrokerProps): ReactNode {
  const isThere = broker.state === 'running' || broker.state === 'fenced';
  return (
    <div className="ps-broker" data-state={broker.state} data-testid={`broker-${broker.id}`}>
      <BrokerSign brokerId={broker.id} size={24} state={isThere ? 'leader' : 'lost'} />
      <div className="ps-broker-words">
        <div className="ps-broker-name">
          <span>{words.brokers.name(broker.id)}</span>
          <span className="code muted">:{broker.port}</span>
          {controller.id === broker.id ? <ControllerMark state={controller.state} /> : null}
        </div>
        <Standing broker={broker} />
      </div>
      <BrokerAction broker={broker} />
    </div>
  );
}

function ControllerMark({ state }: { state: ClusterView['controller']['state'] }): ReactNode {
  const hint = state === 'running' ? words.brokers.controllerHint : words.brokers.controllerStopped;
  return (
    <Tooltip text={hint} side="top">
      <span className="ps-broker-controller">
        <Icon of={Crown} size={14} />
        <span className="visually-hidden">{words.brokers.controller}</span>
      </span>
    </Tooltip>
  );
}

function Standing({ broker }: { broker: BrokerView }): ReactNode {
  if (broker.state !== 'running') {
    return (
      <div
        className="ps-broker-standing"
        data-tone={broker.state}
        title={broker.problem ?? undefined}
      >
        {broker.problem ?? words.brokers.states[broker.state]}
      </div>
    );
  }
  const behind = broker.partitionsHeld - broker.partitionsInSync;
  return (
    <div className="ps-broker-standing tabular">
      {words.brokers.leads} <b>{broker.partitionsLed}</b> ·{' '}
      <span data-tone={behind > 0 ? 'fenced' : undefined}>
        {behind > 0 ? <Icon of={Hourglass} size={12} /> : null}
        <b>{broker.partitionsInSync}</b> {words.brokers.of} <b>{broker.partitionsHeld}</b>{' '}
        {words.brokers.inSync}
      </span>
    </div>
  );
}

function BrokerAction({ broker }: { broker: BrokerView }): ReactNode {
  const { transport } = useWorkspace();
  const isDown = broker.state === 'stopped' || broker.state === 'failed';
  function ask(command: 'broker.kill' | 'broker.restart'): void {
    transport
      .request(command, { brokerId: broker.id })
      .catch((error: unknown) => tellRefusal(words.brokers.refused, error));
  }
  if (isDown) {
    return (
      <Button
        size="small"
        icon={Power}
        aria-label={words.brokers.restartLabel(broker.id)}
        onClick={() => ask('broker.restart')}
      >
        {words.brokers.restart}
      </Button>
    );
  }
  return (
    <Tooltip text={words.brokers.killHint} side="top">
      <Button
        size="small"
        tone="danger"
        icon={Zap}
        disabled={broker.state === 'starting'}
        aria-label={words.brokers.killLabel(broker.id)}
        onClick={() => ask('broker.kill')}
      >
        {words.brokers.kill}
      </Button>
    </Tooltip>
  );
}
