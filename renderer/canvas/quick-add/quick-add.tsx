/** A short list at the pointer: type, choose, and the node is there, wired where a wire was loose. */

import { Command } from 'cmdk';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Position } from '../../../engine/contract/project/pipeline-file.ts';
import { NodeIcon } from '../../design/node-icon.tsx';
import { useWorkspace } from '../../state/workspace-context.tsx';
import type { LooseEnd } from '../wiring/wiring.ts';
import { type Choice, choices } from './choices.ts';

/** Where quick add was asked for, and what for. */
export interface QuickAddRequest {
  /** On the surface's element, where the list opens. */
  readonly screen: Position;
  /** On the canvas, where the node will be. */
  readonly place: Position;
  readonly end: LooseEnd | null;
  readonly offersNodes: boolean;
}

export interface QuickAddProps {
  readonly request: QuickAddRequest;
  onChoose(choice: Choice): void;
  onClose(): void;
}

export function QuickAdd({ request, onChoose, onClose }: QuickAddProps): ReactNode {
  const { document: pipeline } = useWorkspace();
  const [text, setText] = useState('');
  const root = useRef<HTMLDialogElement>(null);
  const found = choices(pipeline, { end: request.end, offersNodes: request.offersNodes, text });

  useEffect(() => {
    function onPointerDown(event: PointerEvent): void {
      if (event.target instanceof Node && !root.current?.contains(event.target)) onClose();
    }
    window.addEventListener('pointerdown', onPointerDown, { capture: true });
    return () => window.removeEventListener('pointerdown', onPointerDown, { capture: true });
  }, [onClose]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  }

  return (
    <dialog
      open
      ref={root}
      className="cv-quick-add nowheel nopan nodrag"
      aria-label={request.end ? 'Connect to' : 'Add a node'}
      style={{ left: request.screen.x, top: request.screen.y }}
    >
      <Command label="What to add" shouldFilter={false} loop onKeyDown={onKeyDown}>
        <Command.Input
          ref={takeFocus}
          value={text}
          placeholder={request.end ? 'Connect to…' : 'Add…'}
          onValueChange={setText}
        />
        <Command.List label="Nodes">
          {found.map((choice) => (
            <ChoiceItem key={choice.key} choice={choice} onChoose={onChoose} />
          ))}
          <Command.Empty className="cv-nothing">Nothing fits here.</Command.Empty>
        </Command.List>
      </Command>
    </dialog>
  );
}

interface ChoiceItemProps {
  readonly choice: Choice;
  onChoose(choice: Choice): void;
}

function ChoiceItem({ choice, onChoose }: ChoiceItemProps): ReactNode {
  return (
    <Command.Item
      value={choice.key}
      className="cv-choice"
      data-choice={choice.key}
      onSelect={() => onChoose(choice)}
    >
      <NodeIcon name={choice.icon} />
      <span className="cv-choice-title">{choice.title}</span>
      <span className="cv-choice-detail truncate">{choice.detail}</span>
    </Command.Item>
  );
}

function takeFocus(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
}
