/** Connect your app: the address of the brokers, and lines to copy. */

import { Copy, Plug } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { topicName } from '../../../engine/contract/project/pipeline-file.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { copyText } from '../../design/clipboard.ts';
import { Popover } from '../../design/popover.tsx';
import { ScrollRegion } from '../../design/scroll-region.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { useDocument, useSession } from '../../state/workspace-context.tsx';
import { useShell, useShellState } from '../shell-context.tsx';
import { words } from '../words.ts';
import { clientLines } from './client-lines.ts';
import './connect-app.css';

export function ConnectApp(): ReactNode {
  const { show } = useShell();
  const open = useShellState((state) => state.connectOpen);
  return (
    <Popover
      open={open}
      onOpenChange={(next) => show({ connectOpen: next })}
      title={words.connect.title}
      trigger={
        <Button tone="quiet" icon={Plug}>
          {words.connect.title}
        </Button>
      }
    >
      <p className="muted">{words.connect.lead}</p>
      <Lines />
      <p className="ps-field-help">{words.connect.notes}</p>
    </Popover>
  );
}

/** A long list of brokers breaks after its commas. */
function breakable(bootstrap: string): ReactNode {
  return bootstrap.split(',').map((broker, index) => (
    <Fragment key={broker}>
      {index === 0 ? null : (
        <>
          ,<wbr />
        </>
      )}
      {broker}
    </Fragment>
  ));
}

function Lines(): ReactNode {
  const bootstrap = useSession((state) => state.cluster?.bootstrap ?? '');
  const firstTopic = useDocument(({ file }) => file.nodes.find((node) => node.kind === 'topic'));
  const [client, setClient] = useState('kcat');
  if (bootstrap === '') return <p>{words.connect.starting}</p>;
  const topic = firstTopic ? topicName(firstTopic) : 'my-topic';
  return (
    <>
      <div className="ps-connect-address">
        <span className="ps-field-label">{words.connect.bootstrap}</span>
        <span className="code selectable">{breakable(bootstrap)}</span>
        <IconButton
          icon={Copy}
          size="small"
          label={words.copy}
          onClick={() => void copyText(bootstrap, words.copied)}
        />
      </div>
      <div className="ps-connect-clients">
        <Tabs
          label={words.connect.title}
          value={client}
          onChange={setClient}
          tabs={clientLines({ bootstrap, topic }).map(({ id, name, lines }) => ({
            id,
            label: name,
            content: (
              <div className="ps-connect-lines">
                <ScrollRegion label={name} className="ps-connect-text">
                  <pre className="code selectable">{lines}</pre>
                </ScrollRegion>
                <IconButton
                  icon={Copy}
                  size="small"
                  label={words.connect.copyLine(name)}
                  onClick={() => void copyText(lines, words.copied)}
                />
              </div>
            ),
          }))}
        />
      </div>
      <p className="muted">{words.connect.topic(topic)}</p>
    </>
  );
}
