/** What may be wired to what, and what is wrong with a pipeline as a whole. Used by the canvas, the host and the command line. */

import { fieldApplies, fieldProblem } from '../fields.ts';
import type { NodeKind, NodeRole } from '../nodes/define-node.ts';
import { nodes as kinds } from '../nodes/index.ts';
import {
  edgeId,
  type PipelineEdge,
  type PipelineFile,
  type PipelineNode,
  topicName,
} from './pipeline-file.ts';
import type { Problem } from './problem.ts';

const kindsByName: ReadonlyMap<string, NodeKind> = new Map(kinds.map((kind) => [kind.kind, kind]));

/** The declaration of a kind; undefined when there is none of this name. */
export function nodeKind(kind: string): NodeKind | undefined {
  return kindsByName.get(kind);
}

const CIRCLE = 'This wire closes a circle: records would go round for ever.';

const ALLOWED: Readonly<Record<NodeRole, readonly NodeRole[]>> = {
  source: ['topic'],
  producer: ['topic'],
  processor: ['topic'],
  topic: ['processor', 'sink', 'consumer'],
  sink: [],
  consumer: [],
};

/** Why `edge` may not be added to the pipeline, in one sentence, or undefined when it may. */
export function refuseEdge(file: PipelineFile, edge: PipelineEdge): string | undefined {
  const from = file.nodes.find((node) => node.id === edge.from);
  const to = file.nodes.find((node) => node.id === edge.to);
  const fromKind = from && nodeKind(from.kind);
  const toKind = to && nodeKind(to.kind);
  if (!from || !to || !fromKind || !toKind) return 'One end of this wire is missing.';
  if (from === to) return 'A node cannot be wired to itself.';
  const wrongRole = refuseRoles(fromKind, toKind);
  if (wrongRole !== undefined) return wrongRole;
  const others = file.edges.filter((other) => edgeId(other) !== edgeId(edge));
  if (others.length < file.edges.length) return `${from.name} and ${to.name} are wired already.`;
  if (others.filter((other) => other.from === from.id).length >= fromKind.outputs.max) {
    return `${from.name} already has its ${fromKind.outputs.max === 1 ? 'one wire' : 'wires'} out.`;
  }
  if (others.filter((other) => other.to === to.id).length >= toKind.inputs.max) {
    return `${to.name} already has its ${toKind.inputs.max === 1 ? 'one wire' : 'wires'} in.`;
  }
  if (reaches(file.edges, to.id, from.id)) return CIRCLE;
  return undefined;
}

function refuseRoles(from: NodeKind, to: NodeKind): string | undefined {
  if (ALLOWED[from.role].includes(to.role)) return undefined;
  if (from.outputs.max === 0) return `Nothing leaves a ${from.title.toLowerCase()}.`;
  if (to.inputs.max === 0) return `Nothing enters a ${to.title.toLowerCase()}.`;
  if (from.role === 'topic' && to.role === 'topic')
    return 'Records go from topic to topic through a part, such as a filter.';
  return `Records rest in a topic: put one between ${from.title} and ${to.title}.`;
}

function reaches(edges: readonly PipelineEdge[], start: string, goal: string): boolean {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
  }
  const seen = new Set<string>();
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === goal) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(next.get(id) ?? []));
  }
  return false;
}

/** Everything that keeps the pipeline from running, as far as it can be told without an engine. */
export function pipelineProblems(file: PipelineFile): Problem[] {
  const wires = countWires(file);
  return [
    ...file.nodes.flatMap((node) => nodeProblems(node, wires)),
    ...edgeProblems(file, wires),
    ...topicProblems(file),
  ];
}

/** Wires in and out by node id, counted once: a hostile file has thousands of both. */
interface WireCounts {
  readonly incoming: ReadonlyMap<string, number>;
  readonly outgoing: ReadonlyMap<string, number>;
}

function countWires(file: PipelineFile): WireCounts {
  const incoming = new Map<string, number>();
  const outgoing = new Map<string, number>();
  for (const { from, to } of file.edges) {
    outgoing.set(from, (outgoing.get(from) ?? 0) + 1);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  return { incoming, outgoing };
}

function nodeProblems(node: PipelineNode, wires: WireCounts): Problem[] {
  const kind = nodeKind(node.kind);
  if (!kind) {
    const message = `"${node.name}" is of the unknown kind "${node.kind}".`;
    return [{ code: 'unknown-kind', severity: 'error', nodeId: node.id, message }];
  }
  return [
    ...fieldProblems(node, kind),
    ...unknownFields(node, kind),
    ...wireProblems(node, kind, wires),
  ];
}

function fieldProblems(node: PipelineNode, kind: NodeKind): Problem[] {
  return Object.entries(kind.fields).flatMap(([name, field]) => {
    if (!fieldApplies(kind.fields, node.config, name)) return [];
    const value = Object.hasOwn(node.config, name) ? node.config[name] : undefined;
    const problem = fieldProblem(field, value);
    if (problem === undefined) return [];
    const message = `${node.name}: ${problem}`;
    return [{ code: 'bad-field', severity: 'error', nodeId: node.id, field: name, message }];
  });
}

function unknownFields(node: PipelineNode, kind: NodeKind): Problem[] {
  const names = Object.keys(node.config).filter((name) => !Object.hasOwn(kind.fields, name));
  return names.map((name) => ({
    code: 'unknown-field',
    severity: 'warning',
    nodeId: node.id,
    field: name,
    message: `${node.name}: "${name}" is not a setting of a ${kind.title.toLowerCase()}.`,
    hint: `Settings: ${Object.keys(kind.fields).join(', ')}.`,
  }));
}

function wireProblems(node: PipelineNode, kind: NodeKind, wires: WireCounts): Problem[] {
  const problems: Problem[] = [];
  const { id: nodeId, name } = node;
  if ((wires.incoming.get(nodeId) ?? 0) < kind.inputs.min) {
    const message = `Nothing flows into ${name}.`;
    const hint = 'Wire a topic to it.';
    problems.push({ code: 'needs-input', severity: 'error', nodeId, message, hint });
  }
  if ((wires.outgoing.get(nodeId) ?? 0) < kind.outputs.min) {
    const message = `${name} leads nowhere.`;
    const hint = 'Wire it to a topic.';
    problems.push({ code: 'needs-output', severity: 'error', nodeId, message, hint });
  }
  return problems;
}

function edgeProblems(file: PipelineFile, wires: WireCounts): Problem[] {
  const nodes = new Map(file.nodes.map((node) => [node.id, node]));
  const circular = nodesInCircles(file.edges);
  const seen = new Set<string>();
  return file.edges.flatMap((edge): Problem[] => {
    const isRepeated = seen.has(edgeId(edge));
    seen.add(edgeId(edge));
    const from = nodes.get(edge.from);
    const to = nodes.get(edge.to);
    const message = isRepeated
      ? `${from?.name} and ${to?.name} are wired already.`
      : illegalEdge({ from, to }, wires);
    const hint = 'Remove this wire.';
    if (message !== undefined) {
      return [{ code: 'illegal-edge', severity: 'error', edge, message, hint }];
    }
    if (!circular.has(edge.from) || !circular.has(edge.to)) return [];
    return [{ code: 'cycle', severity: 'error', edge, message: CIRCLE, hint }];
  });
}

function illegalEdge(
  { from, to }: { from: PipelineNode | undefined; to: PipelineNode | undefined },
  wires: WireCounts,
): string | undefined {
  const fromKind = from && nodeKind(from.kind);
  const toKind = to && nodeKind(to.kind);
  if (!fromKind || !toKind) return 'One end of this wire is missing.';
  if (from === to) return 'A node cannot be wired to itself.';
  const wrongRole = refuseRoles(fromKind, toKind);
  if (wrongRole !== undefined) return wrongRole;
  if ((wires.outgoing.get(from.id) ?? 0) > fromKind.outputs.max) {
    return `${from.name} has more than its ${fromKind.outputs.max === 1 ? 'one wire' : 'wires'} out.`;
  }
  if ((wires.incoming.get(to.id) ?? 0) > toKind.inputs.max) {
    return `${to.name} has more than its ${toKind.inputs.max === 1 ? 'one wire' : 'wires'} in.`;
  }
  return undefined;
}

/** The nodes that are left when those that nothing enters, or nothing leaves, are taken away again and again. */
function nodesInCircles(edges: readonly PipelineEdge[]): ReadonlySet<string> {
  const left = new Set(edges.flatMap(({ from, to }) => [from, to]));
  trim(left, edges);
  trim(
    left,
    edges.map(({ from, to }) => ({ from: to, to: from })),
  );
  return left;
}

function trim(left: Set<string>, edges: readonly PipelineEdge[]): void {
  const next = new Map<string, string[]>();
  const incoming = new Map<string, number>();
  for (const { from, to } of edges) {
    if (!left.has(from) || !left.has(to)) continue;
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  const free = [...left].filter((id) => !incoming.has(id));
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    left.delete(id);
    for (const to of next.get(id) ?? []) {
      const count = incoming.get(to)! - 1;
      incoming.set(to, count);
      if (count === 0) free.push(to);
    }
  }
}

function topicProblems(file: PipelineFile): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, PipelineNode>();
  for (const node of file.nodes.filter((candidate) => candidate.kind === 'topic')) {
    const name = topicName(node);
    const message = topicNameProblem(name);
    if (message !== undefined) {
      problems.push({
        code: 'illegal-topic-name',
        severity: 'error',
        nodeId: node.id,
        field: 'topic',
        message,
        hint: 'Use letters, digits, dots, underscores and dashes.',
      });
    }
    const other = taken.get(collisionName(name));
    if (other) {
      problems.push({
        code: 'duplicate-topic',
        severity: 'error',
        nodeId: node.id,
        field: 'topic',
        message: `${node.name} and ${other.name} are both the topic "${name}".`,
        hint: 'Kafka treats dots and underscores in topic names as alike. Give one another name.',
      });
    }
    taken.set(collisionName(name), node);
    const replicas = node.config['replicationFactor'] ?? 3;
    if (typeof replicas === 'number' && replicas > file.cluster.brokers) {
      problems.push({
        code: 'too-many-replicas',
        severity: 'error',
        nodeId: node.id,
        field: 'replicationFactor',
        message: `${node.name} wants ${replicas} replicas, but there are ${file.cluster.brokers} brokers.`,
        hint: 'Use fewer replicas or more brokers.',
      });
    }
  }
  return problems;
}

/** Kafka's metrics cannot tell a dot from an underscore, so it refuses names that differ in nothing else. */
function collisionName(name: string): string {
  return name.replaceAll('.', '_');
}

/** What is wrong with a topic's name by Kafka's rules, or undefined. */
export function topicNameProblem(name: string): string | undefined {
  if (name === '') return 'A topic needs a name.';
  if (name === '.' || name === '..') return `A topic cannot be called "${name}".`;
  if (name.length > 249) return 'A topic name has at most 249 characters.';
  const wrong = /[^a-zA-Z0-9._-]/u.exec(name);
  return wrong
    ? `The topic name "${name}" has the character "${wrong[0]}", which Kafka does not allow.`
    : undefined;
}
