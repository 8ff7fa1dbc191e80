/** The first minute: one line that says what is happening, and the ways on. Nothing blocks, nothing must be dismissed. */

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, IconButton } from '../../design/button.tsx';
import { useWorkspace } from '../../state/workspace-context.tsx';
import { useShell, useShellState } from '../shell-context.tsx';
import { words } from '../words.ts';
import { whatHappens } from './what-happens.ts';
import './welcome-line.css';

export function WelcomeLine(): ReactNode {
  const isShown = useShellState((state) => state.welcome);
  return isShown ? <Line /> : null;
}

function Line(): ReactNode {
  const { show, files } = useShell();
  return (
    <div className="ps-welcome">
      <Sentence />
      <div className="ps-welcome-ways">
        <Button size="small" onClick={() => files.startNew()}>
          {words.welcome.build}
        </Button>
        <Button size="small" onClick={() => show({ connectOpen: true })}>
          {words.welcome.connect}
        </Button>
        <Button size="small" onClick={() => show({ dialog: { kind: 'palette', page: 'files' } })}>
          {words.welcome.sample}
        </Button>
        <IconButton
          icon={X}
          size="small"
          label={words.welcome.dismiss}
          onClick={() => show({ welcome: false })}
        />
      </div>
    </div>
  );
}

/** Said anew at most twice a second, by the mirror of the live numbers. */
function Sentence(): ReactNode {
  const { live, session } = useWorkspace();
  const [text, setText] = useState(() => whatHappens(session.store.getState(), live));
  useEffect(() => {
    const say = (): void => setText(whatHappens(session.store.getState(), live));
    const stops = [live.mirror(say), session.store.subscribe(say)];
    return () => stops.forEach((stop) => stop());
  }, [live, session]);
  return <p className="tabular">{text}</p>;
}
