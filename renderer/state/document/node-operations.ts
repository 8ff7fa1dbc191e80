/** What can be done to nodes: add, move, rename, set up, take away. */

import type { FieldValue } from '../../../engine/contract/fields.ts';
import {
  type PipelineFile,
  type Position,
  topicName,
} from '../../../engine/contract/project/pipeline-file.ts';
import {
  nodeKind,
  refuseEdge,
  topicNameProblem,
} from '../../../engine/contract/project/pipeline-rules.ts';
import type { DocumentCore } from './document-state.ts';
import { newNode, withConfig, withEdge, withLayout, withName, withNode, without } from './edits.ts';
import { done, type Outcome, refused } from './outcome.ts';

const NAME_LENGTH_MAX = 200;

/** A wire that a new node arrives with. */
export type ArrivingWire = { readonly from: string } | { readonly to: string };

export interface NodeOperations {
  /** Adds a node, selected, wired when `wire` says so and the rules allow it; its id, or undefined for an unknown kind. */
  addNode(kind: string, place: Position, wire?: ArrivingWire): string | undefined;
  removeSelection(): void;
  /** One command for the whole drag. */
  moveNodes(places: Readonly<Record<string, Position>>): void;
  /** Moves what is selected by so much; steps that follow each other are one command. */
  nudgeSelection(by: Position): void;
  /** Puts all at the places that a layout found. */
  arrange(places: Readonly<Record<string, Position>>): void;
  rename(nodeId: string, name: string): Outcome;
  /** Sets a field; `undefined` brings the default back. Letters typed in a row are one command. */
  setConfig(nodeId: string, field: string, value: FieldValue | undefined): void;
  setCluster(change: Partial<PipelineFile['cluster']>): void;
  setTitle(title: string): Outcome;
}

export function nodeOperations(core: DocumentCore): NodeOperations {
  return {
    addNode: (kind, place, wire) => addNode(core, { kind, place, wire }),
    removeSelection() {
      const { selection } = core.store.getState();
      const count = selection.nodes.size || selection.edges.size;
      const what = selection.nodes.size > 0 ? 'node' : 'wire';
      const label = count === 1 ? `Delete ${what}` : `Delete ${count} ${what}s`;
      core.apply({ label, file: without(core.file(), selection) });
    },
    moveNodes(places) {
      const count = Object.keys(places).length;
      core.apply({ label: movingLabel(count), file: withLayout(core.file(), places) });
    },
    nudgeSelection(by) {
      const ids = [...core.store.getState().selection.nodes];
      const { nodes } = core.file().layout;
      const places = ids.flatMap((id) => {
        const from = nodes[id];
        return from ? [[id, { x: from.x + by.x, y: from.y + by.y }] as const] : [];
      });
      const file = withLayout(core.file(), Object.fromEntries(places));
      core.apply({ label: movingLabel(ids.length), file, burst: `nudge:${ids.join()}` });
    },
    arrange: (places) =>
      core.apply({ label: 'Tidy layout', file: withLayout(core.file(), places) }),
    rename: (nodeId, name) => rename(core, nodeId, name),
    setConfig(nodeId, field, value) {
      const label = `Change ${fieldLabel(core.file(), nodeId, field)}`;
      const file = withConfig(core.file(), nodeId, { field, value });
      core.apply({ label, file, burst: `config:${nodeId}:${field}` });
    },
    setCluster(change) {
      const { cluster } = core.file();
      const next = { ...cluster, ...change };
      if (JSON.stringify(next) === JSON.stringify(cluster)) return;
      core.apply({
        label: 'Change cluster',
        file: { ...core.file(), cluster: next },
        burst: 'cluster',
      });
    },
    setTitle: (title) => setTitle(core, title),
  };
}

function addNode(
  core: DocumentCore,
  wanted: { kind: string; place: Position; wire: ArrivingWire | undefined },
): string | undefined {
  const node = newNode(core.file(), wanted.kind);
  if (!node) return undefined;
  const alone = withNode(core.file(), node, wanted.place);
  const edge = wanted.wire && { from: node.id, to: node.id, ...wanted.wire };
  const isWired = edge !== undefined && refuseEdge(alone, edge) === undefined;
  core.apply({
    label: `Add ${node.name}`,
    file: isWired ? withEdge(alone, edge) : alone,
    selection: { nodes: new Set([node.id]), edges: new Set() },
  });
  return node.id;
}

/** Refuses an empty name, and for topics what Kafka would refuse. */
function rename(core: DocumentCore, nodeId: string, wished: string): Outcome {
  const name = wished.trim();
  const node = core.file().nodes.find((candidate) => candidate.id === nodeId);
  if (!node) return refused('This node is not there any more.');
  const reason = nameProblem(name) ?? topicNameIfShown({ ...node, name });
  if (reason !== undefined) return refused(reason);
  core.apply({ label: `Rename ${node.name}`, file: withName(core.file(), nodeId, name) });
  return done;
}

function setTitle(core: DocumentCore, wished: string): Outcome {
  const name = wished.trim();
  const reason = nameProblem(name);
  if (reason !== undefined) return refused(reason);
  if (name !== core.file().name)
    core.apply({ label: 'Rename pipeline', file: { ...core.file(), name } });
  return done;
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'A name is needed.';
  return name.length > NAME_LENGTH_MAX
    ? `A name has at most ${NAME_LENGTH_MAX} characters.`
    : undefined;
}

function topicNameIfShown(node: PipelineFile['nodes'][number]): string | undefined {
  return node.kind === 'topic' ? topicNameProblem(topicName(node)) : undefined;
}

function movingLabel(count: number): string {
  return count === 1 ? 'Move node' : `Move ${count} nodes`;
}

function fieldLabel(file: PipelineFile, nodeId: string, field: string): string {
  const node = file.nodes.find((candidate) => candidate.id === nodeId);
  const fields = node && nodeKind(node.kind)?.fields;
  return (fields && Object.hasOwn(fields, field) ? fields[field]?.label : undefined) ?? field;
}
