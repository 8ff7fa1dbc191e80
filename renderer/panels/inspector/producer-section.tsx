/** A producer: one message by hand, with or without a key. */

import { Send } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { fieldValue } from '../../../engine/contract/fields.ts';
import { producer } from '../../../engine/contract/nodes/producer.ts';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import { Button } from '../../design/button.tsx';
import { FieldFrame } from '../../design/field-frame.tsx';
import { TextArea, TextField } from '../../design/text-field.tsx';
import { useSession, useWorkspace } from '../../state/workspace-context.tsx';
import { tellRefusal } from '../refusal.ts';
import { words } from '../words.ts';
import { controlText } from './form-logic.ts';
import { MapControl } from './map-control.tsx';
import { PauseButton } from './pause-button.tsx';

type Headers = Readonly<Record<string, string>>;

export function ProducerSection({ node }: { node: PipelineNode }): ReactNode {
  const { transport } = useWorkspace();
  const canSend = useSession(({ pipeline }) =>
    pipeline.nodes.some(({ nodeId }) => nodeId === node.id),
  );
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState<string | null>(null);
  const [headers, setHeaders] = useState<Headers>({});
  const [sent, setSent] = useState('');
  const shownKey = key ?? textOf(node, 'key');
  const shownValue = value ?? textOf(node, 'value');

  async function send(): Promise<void> {
    try {
      const { topic, partition, offset } = await transport.request('node.send', {
        nodeId: node.id,
        key: shownKey === '' ? null : shownKey,
        value: shownValue,
        headers,
      });
      setSent(words.producer.sent(topic, partition, offset));
    } catch (error) {
      setSent('');
      tellRefusal(words.inspector.refused, error);
    }
  }

  return (
    <section className="ps-section">
      <div className="ps-section-title">
        <h3>{words.producer.title}</h3>
        <PauseButton node={node} />
      </div>
      <FieldFrame label={words.producer.key}>
        {(ids) => (
          <TextField
            {...ids}
            code
            placeholder={words.producer.noKey}
            value={shownKey}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
      </FieldFrame>
      <FieldFrame label={words.producer.value}>
        {(ids) => (
          <TextArea
            {...ids}
            rows={3}
            value={shownValue}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </FieldFrame>
      <FieldFrame label={words.producer.headers}>
        {() => (
          <MapControl
            value={headers}
            keyLabel={words.producer.header}
            onChange={(next) => setHeaders(next ?? {})}
          />
        )}
      </FieldFrame>
      <div className="ps-actions">
        <Button tone="primary" icon={Send} disabled={!canSend} onClick={() => void send()}>
          {words.producer.send}
        </Button>
        <output className="muted">{canSend ? sent : words.producer.needsRun}</output>
      </div>
    </section>
  );
}

/** What the node sends at a steady rate is what is offered to be sent by hand. */
function textOf({ config }: PipelineNode, field: string): string {
  return controlText(fieldValue(producer.fields, config, field));
}
