/** What quick add offers: kinds that may stand there, and nodes that a loose wire may go to. */

import { nodes as kinds } from '../../../engine/contract/nodes/index.ts';
import type { PipelineDocument } from '../../state/document/pipeline-document.ts';
import { newNode, withNode } from '../../state/document/edits.ts';
import { refuseEdge } from '../../../engine/contract/project/pipeline-rules.ts';
import { type LooseEnd, wireTo } from '../wiring/wiring.ts';

export type Choice =
  | {
      readonly what: 'add';
      readonly key: string;
      readonly kind: string;
      readonly title: string;
      readonly detail: string;
      readonly icon: string;
    }
  | {
      readonly what: 'connect';
      readonly key: string;
      readonly nodeId: string;
      readonly title: string;
      readonly detail: string;
      readonly icon: string;
    };

export interface ChoiceQuery {
  /** The wire that the new node arrives with. */
  readonly end: LooseEnd | null;
  /** Whether to offer nodes that are there already. */
  readonly offersNodes: boolean;
  readonly text: string;
}

/** Existing nodes first, then kinds; those whose name begins with the text before those that only hold it. */
export function choices(document: PipelineDocument, query: ChoiceQuery): Choice[] {
  const all = [
    ...(query.offersNodes ? nodeChoices(document, query.end) : []),
    ...kindChoices(document, query.end),
  ];
  const wanted = query.text.trim().toLowerCase();
  if (wanted === '') return all;
  const begins = (choice: Choice): boolean => choice.title.toLowerCase().startsWith(wanted);
  const holds = (choice: Choice): boolean =>
    `${choice.title} ${choice.detail}`.toLowerCase().includes(wanted);
  return [...all.filter(begins), ...all.filter((choice) => !begins(choice) && holds(choice))];
}

function nodeChoices(document: PipelineDocument, end: LooseEnd | null): Choice[] {
  if (!end) return [];
  const { nodes } = document.store.getState().file;
  return nodes
    .filter(({ id }) => document.refusal(wireTo(end, id), end.instead) === undefined)
    .map((node) => ({
      what: 'connect',
      key: `node ${node.id}`,
      nodeId: node.id,
      title: node.name,
      detail: kinds.find(({ kind }) => kind === node.kind)?.title ?? node.kind,
      icon: kinds.find(({ kind }) => kind === node.kind)?.icon ?? '',
    }));
}

function kindChoices(document: PipelineDocument, end: LooseEnd | null): Choice[] {
  return kinds
    .filter(({ kind }) => !end || mayArrive(document, kind, end))
    .map(({ kind, title, description, icon }) => ({
      what: 'add',
      key: `kind ${kind}`,
      kind,
      title,
      detail: description,
      icon,
    }));
}

function mayArrive(document: PipelineDocument, kind: string, end: LooseEnd): boolean {
  const { file } = document.store.getState();
  const node = newNode(file, kind);
  if (!node) return false;
  return refuseEdge(withNode(file, node, { x: 0, y: 0 }), wireTo(end, node.id)) === undefined;
}
