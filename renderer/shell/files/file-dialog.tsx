/** Our own file dialog, for pages whose host has none of the system. */

import { CornerLeftUp, FileJson2, Folder } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import type { DirectoryListing } from '../../../engine/contract/app.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Checkbox } from '../../design/checkbox.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { FieldFrame } from '../../design/field-frame.tsx';
import { Icon } from '../../design/icon.tsx';
import { TextField } from '../../design/text-field.tsx';
import { words } from '../words.ts';
import { joinPath, withEnding } from './file-names.ts';
import './files.css';
import { useListing } from './use-listing.ts';

interface FileDialogProps {
  purpose: 'open' | 'save';
  suggestedName: string;
  answer: (path: string | null) => void;
}

export function FileDialog({ purpose, suggestedName, answer }: FileDialogProps): ReactNode {
  const { listing, problem, go } = useListing();
  const [name, setName] = useState(suggestedName);
  const [replaces, setReplaces] = useState<string | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const isSaving = purpose === 'save';

  function accept(chosen: string): void {
    if (!listing || chosen.trim() === '') return;
    const file = isSaving ? withEnding(chosen.trim()) : chosen.trim();
    const exists = listing.entries.some((entry) => !entry.directory && entry.name === file);
    if (isSaving && exists && replaces !== file) setReplaces(file);
    else answer(joinPath(listing.directory, file));
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    accept(name);
  }

  return (
    <Dialog
      open
      onClose={() => answer(null)}
      title={isSaving ? words.fileDialog.saveTitle : words.fileDialog.openTitle}
      closeLabel={words.close}
      footer={
        <>
          {isSaving ? null : (
            <span className="ps-file-all">
              <Checkbox
                checked={showsAll}
                onChange={setShowsAll}
                label={words.fileDialog.showAll}
              />
            </span>
          )}
          <Button onClick={() => answer(null)}>{words.cancel}</Button>
          <Button
            tone={replaces === null ? 'primary' : 'danger'}
            disabled={name.trim() === '' || !listing}
            onClick={() => accept(name)}
          >
            {acceptLabel(isSaving, replaces)}
          </Button>
        </>
      }
    >
      <form className="ps-file-dialog" onSubmit={submit}>
        <PathBar key={listing?.directory} listing={listing} problem={problem} go={go} />
        <Entries
          listing={listing}
          showsAll={showsAll}
          chosen={name}
          onFolder={(folder) => go(joinPath(listing?.directory ?? '', folder))}
          onFile={(file, isFinal) => {
            setName(file);
            setReplaces(null);
            if (isFinal && !isSaving) accept(file);
          }}
        />
        <FieldFrame
          label={words.fileDialog.name}
          error={replaces === null ? undefined : words.fileDialog.replaceAsk(replaces)}
        >
          {(ids) => (
            <TextField
              {...ids}
              data-first-focus=""
              value={name}
              onChange={(event) => {
                setName(event.target.value);
                setReplaces(null);
              }}
            />
          )}
        </FieldFrame>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}

function acceptLabel(isSaving: boolean, replaces: string | null): string {
  if (replaces !== null) return words.fileDialog.replace;
  return isSaving ? words.fileDialog.save : words.fileDialog.open;
}

interface PathBarProps {
  listing: DirectoryListing | null;
  problem: string | undefined;
  go: (directory: string) => void;
}

function PathBar({ listing, problem, go }: PathBarProps): ReactNode {
  const [typed, setTyped] = useState(listing?.directory ?? '');
  const { parent = null } = listing ?? {};
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    go(typed);
  }
  return (
    <FieldFrame label={words.fileDialog.path} error={problem}>
      {(ids) => (
        <div className="ps-file-path">
          <TextField
            {...ids}
            code
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <IconButton
            icon={CornerLeftUp}
            label={words.fileDialog.up}
            disabled={parent === null}
            onClick={() => go(parent ?? '')}
          />
        </div>
      )}
    </FieldFrame>
  );
}

interface EntriesProps {
  listing: DirectoryListing | null;
  showsAll: boolean;
  chosen: string;
  onFolder: (name: string) => void;
  onFile: (name: string, isFinal: boolean) => void;
}

function Entries({ listing, showsAll, chosen, onFolder, onFile }: EntriesProps): ReactNode {
  const entries = (listing?.entries ?? []).filter(
    ({ name, directory }) =>
      showsAll || (directory ? !name.startsWith('.') : name.endsWith('.json')),
  );
  if (listing && entries.length === 0) {
    return (
      <div className="ps-file-list">
        <EmptyState title={words.fileDialog.empty} />
      </div>
    );
  }
  return (
    <ul className="ps-file-list" aria-label={words.fileDialog.list}>
      {entries.map(({ name, directory }) => (
        <li key={name}>
          <button
            type="button"
            className="ps-file-entry"
            aria-pressed={directory ? undefined : name === chosen}
            aria-label={directory ? words.fileDialog.folderNamed(name) : undefined}
            onClick={() => (directory ? onFolder(name) : onFile(name, false))}
            onDoubleClick={() => {
              if (!directory) onFile(name, true);
            }}
          >
            <Icon of={directory ? Folder : FileJson2} />
            <span className="truncate">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
