/** The pipeline file: what a person draws, as JSON. Layout stands apart, so that moving a box is no change of meaning. */

import { z } from 'zod';
import type { Config } from '../fields.ts';

/** The version that this Penstock writes; older ones are migrated when they are opened. */
export const PIPELINE_VERSION = 1;

/** The `pattern` of node ids: safe as a key, a file name and a client id. */
export const NODE_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const position = z.strictObject({ x: z.number().finite(), y: z.number().finite() });
const configValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.record(z.string(), z.string()),
]);

export const pipelineNode = z.strictObject({
  id: z
    .string()
    .regex(
      NODE_ID_PATTERN,
      'A node id has letters, digits, dot, underscore and dash, and starts with a letter or digit.',
    )
    .describe('Unique in this file; edges and layout refer to it.'),
  kind: z.string().describe('One of the node kinds, such as topic, filter, datagen.'),
  name: z.string().min(1).max(200).describe('What people call it.'),
  config: z
    .record(z.string(), configValue)
    .describe('The fields that were set, by their declared names.'),
});

export const pipelineEdge = z.strictObject({
  from: z.string().describe('Id of the node that records leave.'),
  to: z.string().describe('Id of the node that records enter.'),
});

export const pipelineFile = z.strictObject({
  $schema: z.string().optional(),
  penstock: z.literal(PIPELINE_VERSION).describe('Version of this format.'),
  name: z.string().min(1).max(200).describe('Title of the pipeline.'),
  cluster: z.strictObject({
    brokers: z.int().min(1).max(9).describe('How many brokers the sandbox has.'),
    configs: z
      .record(z.string(), z.string())
      .optional()
      .describe("Broker configs by Kafka's names."),
  }),
  nodes: z.array(pipelineNode).max(5000),
  edges: z.array(pipelineEdge).max(20_000),
  layout: z.strictObject({
    nodes: z
      .record(z.string(), position)
      .describe('Top left corner of each node on the canvas, in pixels.'),
  }),
});

export interface PipelineNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly config: Config;
}
export interface PipelineEdge {
  readonly from: string;
  readonly to: string;
}
export interface Position {
  readonly x: number;
  readonly y: number;
}
export interface PipelineFile {
  readonly $schema?: string | undefined;
  readonly penstock: typeof PIPELINE_VERSION;
  readonly name: string;
  readonly cluster: {
    readonly brokers: number;
    readonly configs?: Readonly<Record<string, string>> | undefined;
  };
  readonly nodes: readonly PipelineNode[];
  readonly edges: readonly PipelineEdge[];
  readonly layout: { readonly nodes: Readonly<Record<string, Position>> };
}

/** An edge has no id of its own: two nodes are joined once or not at all. */
export function edgeId(edge: PipelineEdge): string {
  return `${edge.from}->${edge.to}`;
}

export function emptyPipeline(name: string): PipelineFile {
  return {
    penstock: PIPELINE_VERSION,
    name,
    cluster: { brokers: 3 },
    nodes: [],
    edges: [],
    layout: { nodes: {} },
  };
}

/** The name that clients use for a topic node. */
export function topicName(node: PipelineNode): string {
  const topic = Object.hasOwn(node.config, 'topic') ? node.config['topic'] : undefined;
  return typeof topic === 'string' && topic !== '' ? topic : node.name;
}

/** The published JSON Schema of the file, as plain JSON. */
export function pipelineJsonSchema(): unknown {
  return z.toJSONSchema(pipelineFile, { target: 'draft-2020-12' });
}
