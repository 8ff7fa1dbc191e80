/** The form of a node, derived from its declaration. */

import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { NodeKind } from '../../../engine/contract/nodes/define-node.ts';
import type { PipelineNode } from '../../../engine/contract/project/pipeline-file.ts';
import type { Problem } from '../../../engine/contract/project/problem.ts';
import { Button } from '../../design/button.tsx';
import { FieldFrame } from '../../design/field-frame.tsx';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { words } from '../words.ts';
import { FieldControl } from './field-control.tsx';
import { onFieldWanted, takeWantedField } from './focus-field.ts';
import { fieldError, type ShownField, shownForm } from './form-logic.ts';
import { useSqlFields } from './use-sql-fields.ts';

interface NodeFormProps {
  node: PipelineNode;
  kind: NodeKind;
  /** Those of this node. */
  problems: readonly Problem[];
}

export function NodeForm({ node, kind, problems }: NodeFormProps): ReactNode {
  useSqlFields(node);
  const { plain, advanced } = shownForm(kind.fields, node.config);
  const isNeeded = advanced.some(
    ({ name, own }) => own !== undefined || problems.some(({ field }) => field === name),
  );
  const [isOpen, setOpen] = useState(isNeeded);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const leave = useCallback((name: string) => setLeft((before) => new Set([...before, name])), []);
  const showField = useCallback(
    (name: string) => {
      leave(name);
      if (kind.fields[name]?.advanced) setOpen(true);
    },
    [kind, leave],
  );
  const form = useWantedFocus(node.id, showField);
  const row = (shown: ShownField): ReactNode => (
    <FieldRow
      key={shown.name}
      node={node}
      shown={shown}
      problems={problems}
      // What was left, or what was set wrong before, says what is wrong with it.
      isJudged={left.has(shown.name) || shown.own !== undefined}
      onLeave={() => leave(shown.name)}
    />
  );
  return (
    <div className="ps-form" ref={form}>
      {plain.map(row)}
      {advanced.length === 0 ? null : (
        <Button
          size="small"
          tone="quiet"
          icon={isOpen ? ChevronDown : ChevronRight}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? words.inspector.fewer : words.inspector.more}
        </Button>
      )}
      {isOpen ? advanced.map(row) : null}
    </div>
  );
}

interface FieldRowProps {
  node: PipelineNode;
  shown: ShownField;
  problems: readonly Problem[];
  isJudged: boolean;
  onLeave: () => void;
}

function FieldRow({ node, shown, problems, isJudged, onLeave }: FieldRowProps): ReactNode {
  const { document } = useWorkspace();
  const { name, field } = shown;
  return (
    <div data-field={name}>
      <FieldFrame
        label={field.label}
        help={field.help}
        required={field.required ?? false}
        error={isJudged ? fieldError(shown, problems, node.name) : undefined}
      >
        {(ids) => (
          <FieldControl
            shown={shown}
            ids={ids}
            problems={problems.filter((problem) => problem.field === name)}
            onChange={(value) => document.setConfig(node.id, name, value)}
            onLeave={() => {
              document.settle();
              onLeave();
            }}
          />
        )}
      </FieldFrame>
    </div>
  );
}

/** The field that a problem points at is opened, judged and takes the focus. */
function useWantedFocus(nodeId: string, showField: (name: string) => void) {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    function take(): void {
      const name = takeWantedField(nodeId);
      if (name === undefined) return;
      showField(name);
      // After the field has been opened.
      requestAnimationFrame(() => {
        const row = form.current?.querySelector(`[data-field="${CSS.escape(name)}"]`);
        row?.scrollIntoView({ block: 'nearest' });
        row?.querySelector<HTMLElement>('input, textarea, button, [tabindex="0"]')?.focus();
      });
    }
    take();
    return onFieldWanted(take);
  }, [nodeId, showField]);
  return form;
}
