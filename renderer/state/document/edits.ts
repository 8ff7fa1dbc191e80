/** Every change of a pipeline as a pure function: file in, file out. The same file back means that nothing changed. */

import type { Config, FieldValue } from '../../../engine/contract/fields.ts';
import {
  edgeId,
  type PipelineEdge,
  type PipelineFile,
  type PipelineNode,
  type Position,
} from '../../../engine/contract/project/pipeline-file.ts';
import { nodeKind } from '../../../engine/contract/project/pipeline-rules.ts';
import { readerName, uniqueId, uniqueName } from './unique-names.ts';

/** A node of this kind as the palette makes it: named, without settings. Undefined when there is no such kind. */
export function newNode(file: PipelineFile, kind: string): PipelineNode | undefined {
  const declared = nodeKind(kind);
  if (!declared) return undefined;
  const isNameTaken = (name: string) => file.nodes.some((node) => node.name === name);
  const name =
    declared.role === 'consumer'
      ? readerName(isNameTaken)
      : uniqueName(declared.title.toLowerCase().replaceAll(' ', '-'), isNameTaken);
  const id = uniqueId(name.toLowerCase(), (taken) => file.nodes.some((node) => node.id === taken));
  return { id, kind, name, config: {} };
}

export function withNode(file: PipelineFile, node: PipelineNode, place: Position): PipelineFile {
  return withLayout({ ...file, nodes: [...file.nodes, node] }, { [node.id]: place });
}

/** Takes nodes and edges away, and every edge that would be left dangling. */
export function without(
  file: PipelineFile,
  gone: { readonly nodes: ReadonlySet<string>; readonly edges: ReadonlySet<string> },
): PipelineFile {
  const nodes = file.nodes.filter((node) => !gone.nodes.has(node.id));
  const edges = file.edges.filter(
    (edge) =>
      !gone.edges.has(edgeId(edge)) && !gone.nodes.has(edge.from) && !gone.nodes.has(edge.to),
  );
  if (nodes.length === file.nodes.length && edges.length === file.edges.length) return file;
  const places = Object.entries(file.layout.nodes).filter(([id]) => !gone.nodes.has(id));
  return { ...file, nodes, edges, layout: { nodes: Object.fromEntries(places) } };
}

/** Puts nodes at new places, on whole pixels; places of nodes that are not there are left out. */
export function withLayout(
  file: PipelineFile,
  places: Readonly<Record<string, Position>>,
): PipelineFile {
  const moved = Object.entries(places).flatMap(([id, place]) => {
    const rounded = { x: Math.round(place.x), y: Math.round(place.y) };
    const before = Object.hasOwn(file.layout.nodes, id) ? file.layout.nodes[id] : undefined;
    const stays = before?.x === rounded.x && before.y === rounded.y;
    return stays || !file.nodes.some((node) => node.id === id) ? [] : [[id, rounded] as const];
  });
  if (moved.length === 0) return file;
  return { ...file, layout: { nodes: { ...file.layout.nodes, ...Object.fromEntries(moved) } } };
}

export function withEdge(file: PipelineFile, edge: PipelineEdge): PipelineFile {
  return { ...file, edges: [...file.edges, { from: edge.from, to: edge.to }] };
}

export function withName(file: PipelineFile, nodeId: string, name: string): PipelineFile {
  return withChangedNode(file, nodeId, (node) => (node.name === name ? node : { ...node, name }));
}

/** Sets one field; `undefined` takes it away, so that the declared default counts again. */
export function withConfig(
  file: PipelineFile,
  nodeId: string,
  setting: { readonly field: string; readonly value: FieldValue | undefined },
): PipelineFile {
  return withChangedNode(file, nodeId, (node) => {
    const { field, value } = setting;
    const before = Object.hasOwn(node.config, field) ? node.config[field] : undefined;
    if (JSON.stringify(before) === JSON.stringify(value)) return node;
    const rest: Config = Object.fromEntries(
      Object.entries(node.config).filter(([name]) => name !== field),
    );
    return { ...node, config: value === undefined ? rest : { ...rest, [field]: value } };
  });
}

function withChangedNode(
  file: PipelineFile,
  nodeId: string,
  change: (node: PipelineNode) => PipelineNode,
): PipelineFile {
  const nodes = file.nodes.map((node) => (node.id === nodeId ? change(node) : node));
  return nodes.every((node, index) => node === file.nodes[index]) ? file : { ...file, nodes };
}
