/** Ctrl+K: every action, node, part, sample and recent file by name. */

import { Command } from 'cmdk';
import { FileJson2, FlaskConical } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { RecentFile, SampleSummary } from '../../../engine/contract/app.ts';
import { nodes as nodeKinds } from '../../../engine/contract/nodes/index.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import { Icon } from '../../design/icon.tsx';
import { Kbd } from '../../design/kbd.tsx';
import { NodeIcon } from '../../design/node-icon.tsx';
import { useDocument } from '../../state/workspace-context.tsx';
import { actions, keysOf, perform } from '../actions/actions.ts';
import type { PalettePage } from '../shell-store.ts';
import { useShell } from '../shell-context.tsx';
import { words } from '../words.ts';
import './command-palette.css';

export function CommandPalette({
  page,
  onClose,
}: {
  page: PalettePage;
  onClose: () => void;
}): ReactNode {
  /** Closes first, so that what is done may open a dialog or take the focus. */
  function choose(run: () => void): void {
    onClose();
    run();
  }
  return (
    <Command.Dialog
      open
      loop
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      label={words.palette.title}
      overlayClassName="ps-backdrop"
      contentClassName="ps-palette"
    >
      <Command.Input placeholder={words.palette.placeholder[page]} />
      <Command.List label={words.palette.title}>
        <Command.Empty>{words.palette.nothing}</Command.Empty>
        {page === 'files' ? null : <NodeItems choose={choose} />}
        {page === 'actions' ? <ActionItems choose={choose} /> : null}
        {page === 'nodes' ? null : <FileItems choose={choose} />}
      </Command.List>
    </Command.Dialog>
  );
}

interface ItemsProps {
  choose: (run: () => void) => void;
}

function ActionItems({ choose }: ItemsProps): ReactNode {
  const shell = useShell();
  const possible = actions.filter(
    (action) => action.id !== 'view.palette' && action.isEnabled?.(shell) !== false,
  );
  return (
    <>
      <Command.Group heading={words.palette.actions}>
        {possible.map((action) => (
          <Command.Item
            key={action.id}
            value={`${action.title} ${words.groups[action.group]}`}
            onSelect={() => choose(() => perform(shell, action.id))}
          >
            {action.icon ? <Icon of={action.icon} /> : null}
            <span>{action.title}</span>
            {action.keys ? <Kbd keys={keysOf(action) ?? ''} /> : null}
          </Command.Item>
        ))}
      </Command.Group>
      <Command.Group heading={words.palette.add}>
        {nodeKinds.map((kind) => (
          <Command.Item
            key={kind.kind}
            value={words.palette.addKind(kind.title)}
            onSelect={() => choose(() => shell.canvas()?.insert(kind.kind))}
          >
            <NodeIcon name={kind.icon} />
            <span>{words.palette.addKind(kind.title)}</span>
            <span className="ps-palette-detail">{kind.description}</span>
          </Command.Item>
        ))}
      </Command.Group>
    </>
  );
}

function NodeItems({ choose }: ItemsProps): ReactNode {
  const shell = useShell();
  const nodes = useDocument((state) => state.file.nodes);
  if (nodes.length === 0) return null;
  return (
    <Command.Group heading={words.palette.nodes}>
      {nodes.map((node) => {
        const kind = nodeKind(node.kind);
        return (
          <Command.Item
            key={node.id}
            value={`${node.name} ${kind?.title ?? ''} ${node.id}`}
            onSelect={() => choose(() => shell.canvas()?.show(node.id))}
          >
            <NodeIcon name={kind?.icon ?? ''} />
            <span>{node.name}</span>
            <span className="ps-palette-detail">{kind?.title}</span>
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}

function FileItems({ choose }: ItemsProps): ReactNode {
  const { workspace, files } = useShell();
  const [samples, setSamples] = useState<readonly SampleSummary[]>([]);
  const [recent, setRecent] = useState<readonly RecentFile[]>([]);
  useEffect(() => {
    // Without an answer the group is left out.
    workspace.transport.request('sample.list', {}).then(setSamples, () => undefined);
    workspace.transport.request('recent.list', {}).then(setRecent, () => undefined);
  }, [workspace]);
  const present = recent.filter(({ missing }) => !missing);
  return (
    <>
      {samples.length === 0 ? null : (
        <Command.Group heading={words.palette.samples}>
          {samples.map((sample) => (
            <Command.Item
              key={sample.name}
              value={words.palette.openSample(sample.title)}
              onSelect={() => choose(() => void files.openSample(sample.name))}
            >
              <Icon of={FlaskConical} />
              <span>{words.palette.openSample(sample.title)}</span>
              <span className="ps-palette-detail">{sample.description}</span>
            </Command.Item>
          ))}
        </Command.Group>
      )}
      {present.length === 0 ? null : (
        <Command.Group heading={words.palette.recent}>
          {present.map((file) => (
            <Command.Item
              key={file.path}
              value={file.path}
              onSelect={() => choose(() => void files.openPath(file.path))}
            >
              <Icon of={FileJson2} />
              <span>{file.name}</span>
              <span className="ps-palette-detail">{file.path}</span>
            </Command.Item>
          ))}
        </Command.Group>
      )}
    </>
  );
}
