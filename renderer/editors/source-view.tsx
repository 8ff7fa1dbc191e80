/** The pipeline file as text, both ways with the canvas: broken text leaves the canvas as it was. */

import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import type { Checks } from '../state/checks/checks.ts';
import { useDocument, useWorkspace } from '../state/workspace-context.tsx';
import './editors.css';
import { createSource, type SourceEditor } from './source-editor.ts';
import { words } from './words.ts';

export function SourceView({ checks }: { checks: Checks }): ReactNode {
  const { document } = useWorkspace();
  const place = useRef<HTMLDivElement>(null);
  const [source, setSource] = useState<SourceEditor>();
  useEffect(() => {
    if (!place.current) return undefined;
    const created = createSource(place.current, { document, checks });
    setSource(created);
    return created.close;
  }, [document, checks]);
  return (
    <div className="ps-source">
      <BrokenNotice source={source} />
      <div ref={place} className="ps-source-editor" />
    </div>
  );
}

function BrokenNotice({ source }: { source: SourceEditor | undefined }): ReactNode {
  const draft = useDocument((state) => state.draft);
  const [problem] = draft?.problems ?? [];
  if (!draft || !problem) return null;
  const { line = 1, column = 1 } = problem;
  return (
    <output className="ps-source-broken">
      <Icon of={TriangleAlert} />
      <span className="ps-source-broken-words">
        {words.broken}{' '}
        <button type="button" className="ps-link" onClick={() => source?.goTo(line, column)}>
          {words.goTo(line, column)}
        </button>
        : {problem.message}
      </span>
      <Button size="small" onClick={() => source?.revert()}>
        {words.revert}
      </Button>
    </output>
  );
}
