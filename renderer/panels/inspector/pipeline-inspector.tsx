/** Nothing is selected: the pipeline itself. */

import { Waypoints } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { NumberField } from '../../../engine/contract/fields.ts';
import { fieldProblem } from '../../../engine/contract/fields.ts';
import { FieldFrame } from '../../design/field-frame.tsx';
import { Icon } from '../../design/icon.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useDocument, useWorkspace } from '../../state/workspace-context.tsx';
import { words } from '../words.ts';
import { controlText, typedNumber } from './form-logic.ts';
import { MapControl } from './map-control.tsx';

const BROKERS: NumberField = {
  kind: 'number',
  label: words.inspector.brokers,
  integer: true,
  min: 1,
  max: 9,
  required: true,
};

export function PipelineInspector(): ReactNode {
  const { document } = useWorkspace();
  const name = useDocument(({ file }) => file.name);
  const nodes = useDocument(({ file }) => file.nodes.length);
  const wires = useDocument(({ file }) => file.edges.length);
  const configs = useDocument(({ file }) => file.cluster.configs);
  return (
    <>
      <div className="ps-node-head">
        <Icon of={Waypoints} size={20} />
        <div className="ps-node-head-words">
          <h2 className="ps-node-title truncate">{name}</h2>
          <div className="ps-node-about">{words.inspector.summary(nodes, wires)}</div>
        </div>
      </div>
      <div className="ps-panel-body">
        <div className="ps-form">
          <p className="muted">{words.inspector.nothingSelected}</p>
          <Brokers />
          <FieldFrame
            label={words.inspector.brokerConfigs}
            help={words.inspector.brokerConfigsHelp}
          >
            {() => (
              <MapControl
                value={configs ?? {}}
                onChange={(value) => document.setCluster({ configs: value })}
                onLeave={() => document.settle()}
              />
            )}
          </FieldFrame>
        </div>
      </div>
    </>
  );
}

/** The file takes no number that is none: what is wrong stays here until it is mended. */
function Brokers(): ReactNode {
  const { document } = useWorkspace();
  const brokers = useDocument(({ file }) => file.cluster.brokers);
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed === null ? brokers : typedNumber(typed);
  const error = fieldProblem(BROKERS, value);
  return (
    <FieldFrame label={words.inspector.brokers} help={words.inspector.brokersHelp} error={error}>
      {(ids) => (
        <TextField
          {...ids}
          inputMode="numeric"
          value={typed ?? controlText(brokers)}
          onChange={(event) => {
            const { value: text } = event.target;
            setTyped(text);
            const number = typedNumber(text);
            if (typeof number === 'number' && fieldProblem(BROKERS, number) === undefined) {
              document.setCluster({ brokers: number });
            }
          }}
          onBlur={() => {
            document.settle();
            if (error === undefined) setTyped(null);
          }}
        />
      )}
    </FieldFrame>
  );
}
