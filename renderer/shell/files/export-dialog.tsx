/** The pipeline as other tools want it: shown, copied, or written into a folder. */

import { Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ExportedFile } from '../../../engine/contract/app.ts';
import { Button } from '../../design/button.tsx';
import { copyText } from '../../design/clipboard.ts';
import { Dialog } from '../../design/dialog.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { FieldFrame } from '../../design/field-frame.tsx';
import { ScrollRegion } from '../../design/scroll-region.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { notify } from '../../design/toast.tsx';
import { useSession, useWorkspace } from '../../state/workspace-context.tsx';
import { refusalText, tellRefusal } from '../refusal.ts';
import { words } from '../words.ts';
import './files.css';

type Format = 'connect' | 'topics';

const FORMATS = [
  { value: 'connect', label: words.export.connect },
  { value: 'topics', label: words.export.topics },
];

export function ExportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { transport, document } = useWorkspace();
  const documentsDirectory = useSession((state) => state.appInfo?.documentsDirectory ?? '');
  const [format, setFormat] = useState<Format>('connect');
  const [directory, setDirectory] = useState(documentsDirectory);
  const { files, problem } = useExported(format);

  async function write(): Promise<void> {
    try {
      const written = await transport.request('pipeline.export', {
        text: document.text(),
        to: format,
        directory,
      });
      notify({ title: words.export.written(written.files.length, directory) });
      onClose();
    } catch (error) {
      tellRefusal(words.export.failed, error);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={words.export.title}
      description={words.export.lead}
      size="large"
      closeLabel={words.close}
      footer={
        <>
          <Button onClick={onClose}>{words.close}</Button>
          <Button
            tone="primary"
            disabled={files.length === 0 || directory.trim() === ''}
            onClick={() => void write()}
          >
            {words.export.write}
          </Button>
        </>
      }
    >
      <div className="ps-export">
        <FieldFrame label={words.export.to} error={problem}>
          {({ id, 'aria-describedby': describedBy }) => (
            <Select
              id={id}
              aria-describedby={describedBy}
              value={format}
              options={FORMATS}
              onChange={(value) => setFormat(value === 'topics' ? 'topics' : 'connect')}
            />
          )}
        </FieldFrame>
        <Preview key={files.map(({ name }) => name).join()} files={files} />
        <FieldFrame label={words.export.directory}>
          {(ids) => (
            <TextField
              {...ids}
              code
              value={directory}
              onChange={(event) => setDirectory(event.target.value)}
            />
          )}
        </FieldFrame>
      </div>
    </Dialog>
  );
}

function useExported(format: Format): {
  files: readonly ExportedFile[];
  problem: string | undefined;
} {
  const { transport, document } = useWorkspace();
  const [files, setFiles] = useState<readonly ExportedFile[]>([]);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isStale = false;
    transport.request('pipeline.export', { text: document.text(), to: format }).then(
      (exported) => {
        if (isStale) return;
        setFiles(exported.files);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (isStale) return;
        setFiles([]);
        setProblem(refusalText(error));
      },
    );
    return () => {
      isStale = true;
    };
  }, [transport, document, format]);
  return { files, problem };
}

function Preview({ files }: { files: readonly ExportedFile[] }): ReactNode {
  const [name, setName] = useState(files[0]?.name ?? '');
  const shown = files.find((file) => file.name === name);
  if (!shown) return <EmptyState title={words.export.none} />;
  return (
    <div className="ps-export-preview">
      <div className="ps-export-bar">
        <Select
          quiet
          aria-label={words.export.file}
          value={name}
          options={files.map((file) => ({ value: file.name, label: file.name }))}
          onChange={setName}
        />
        <Button
          size="small"
          tone="quiet"
          icon={Copy}
          onClick={() => void copyText(shown.content, words.copied)}
        >
          {words.copy}
        </Button>
      </div>
      <ScrollRegion label={shown.name} className="ps-export-text">
        <pre className="code selectable">{shown.content}</pre>
      </ScrollRegion>
    </div>
  );
}
