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
  if (reaches(file.edges, to.id, from.id))
    return 'This wire would close a circle: records would go round for ever.';
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
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
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
  return [
    ...file.nodes.flatMap((node) => nodeProblems(file, node)),
    ...file.edges.flatMap((edge) => edgeProblems(file, edge)),
    ...topicProblems(file),
  ];
}

function nodeProblems(file: PipelineFile, node: PipelineNode): Problem[] {
  const kind = nodeKind(node.kind);
  if (!kind) {
    return [
      {
        code: 'unknown-kind',
        severity: 'error',
        nodeId: node.id,
        message: `"${node.name}" is of the unknown kind "${node.kind}".`,
      },
    ];
  }
  const problems: Problem[] = [];
  for (const [name, field] of Object.entries(kind.fields)) {
    if (!fieldApplies(kind.fields, node.config, name)) continue;
    const value = Object.hasOwn(node.config, name) ? node.config[name] : undefined;
    const message = fieldProblem(field, value);
    if (message !== undefined) {
      problems.push({
        code: 'bad-field',
        severity: 'error',
        nodeId: node.id,
        field: name,
        message: `${node.name}: ${message}`,
      });
    }
  }
  for (const name of Object.keys(node.config)) {
    if (Object.hasOwn(kind.fields, name)) continue;
    const known = Object.keys(kind.fields).join(', ');
    problems.push({
      code: 'unknown-field',
      severity: 'warning',
      nodeId: node.id,
      field: name,
      message: `${node.name}: "${name}" is not a setting of a ${kind.title.toLowerCase()}.`,
      hint: `Settings: ${known}.`,
    });
  }
  return [...problems, ...wireProblems(file, node, kind)];
}

function wireProblems(file: PipelineFile, node: PipelineNode, kind: NodeKind): Problem[] {
  const problems: Problem[] = [];
  const incoming = file.edges.filter((edge) => edge.to === node.id).length;
  const outgoing = file.edges.filter((edge) => edge.from === node.id).length;
  if (incoming < kind.inputs.min) {
    problems.push({
      code: 'needs-input',
      severity: 'error',
      nodeId: node.id,
      message: `Nothing flows into ${node.name}.`,
      hint: 'Wire a topic to it.',
    });
  }
  if (outgoing < kind.outputs.min) {
    problems.push({
      code: 'needs-output',
      severity: 'error',
      nodeId: node.id,
      message: `${node.name} leads nowhere.`,
      hint: 'Wire it to a topic.',
    });
  }
  return problems;
}

function edgeProblems(file: PipelineFile, edge: PipelineEdge): Problem[] {
  const rest = { ...file, edges: file.edges.filter((other) => other !== edge) };
  const message = refuseEdge(rest, edge);
  if (message === undefined) return [];
  const code = message.includes('circle') ? 'cycle' : 'illegal-edge';
  return [{ code, severity: 'error', edge, message, hint: 'Remove this wire.' }];
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
