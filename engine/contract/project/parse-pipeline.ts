/** Text → pipeline file, or the problems that say where the text is wrong and what to do. Nothing is half opened. */

import {
  findNodeAtLocation,
  type Node,
  parseTree,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser';
import { nodes as kinds } from '../nodes/index.ts';
import { PIPELINE_VERSION, pipelineFile, type PipelineFile } from './pipeline-file.ts';
import type { Problem } from './problem.ts';

export type ParseResult =
  | { readonly ok: true; readonly file: PipelineFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const TEXT_LENGTH_MAX = 32 * 1024 * 1024;

export function parsePipeline(text: string): ParseResult {
  if (text.length > TEXT_LENGTH_MAX) {
    return failed({
      code: 'file-too-large',
      severity: 'error',
      message: 'The file is larger than 32 MiB.',
      hint: 'Is it a pipeline file?',
    });
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error || !tree) {
    const reason = error
      ? printParseErrorCode(error.error)
          .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
          .toLowerCase()
      : 'nothing there';
    return failed({
      code: 'not-json',
      severity: 'error',
      ...placeOf(text, error?.offset ?? 0),
      message: `The file is not JSON: ${reason}.`,
      hint: 'Mend the text here, or open another file.',
    });
  }
  const value: unknown = JSON.parse(text);
  const versionProblem = checkVersion(value, text, tree);
  if (versionProblem) return failed(versionProblem);
  const result = pipelineFile.safeParse(value);
  if (!result.success) {
    return {
      ok: false,
      problems: result.error.issues.map((issue) => shapeProblem(issue, text, tree)),
    };
  }
  const file: PipelineFile = result.data;
  const problems = referenceProblems(file, text, tree);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file };
}

/** Line and column, both from 1, of the JSON value at `path`, or of the nearest value around it. */
export function placeOfPath(
  text: string,
  path: readonly (string | number)[],
): { line: number; column: number } {
  const tree = parseTree(text);
  return tree ? placeOfNode(text, tree, path) : { line: 1, column: 1 };
}

function failed(problem: Problem): ParseResult {
  return { ok: false, problems: [problem] };
}

function checkVersion(value: unknown, text: string, tree: Node): Problem | undefined {
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    !Object.hasOwn(value, 'penstock')
  ) {
    return {
      code: 'not-a-pipeline',
      severity: 'error',
      line: 1,
      column: 1,
      message: 'The file is JSON, but not a pipeline: it has no "penstock" version.',
      hint: `A pipeline file starts with {"penstock": ${PIPELINE_VERSION}, …}.`,
    };
  }
  const version = (value as { penstock: unknown }).penstock;
  if (typeof version === 'number' && version > PIPELINE_VERSION) {
    return {
      code: 'version-newer',
      severity: 'error',
      ...placeOfNode(text, tree, ['penstock']),
      message: `The file was written by a newer Penstock (format ${version}; this one knows up to ${PIPELINE_VERSION}).`,
      hint: 'Update Penstock to open it. The file was not changed.',
    };
  }
  return undefined;
}

function shapeProblem(
  issue: { path: PropertyKey[]; message: string },
  text: string,
  tree: Node,
): Problem {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const where = path.length === 0 ? 'the file' : path.join('.');
  return {
    code: 'wrong-shape',
    severity: 'error',
    ...placeOfNode(text, tree, path),
    message: `In ${where}: ${issue.message.replace(/\.?$/, '.')}`,
    hint: 'See the JSON Schema of the pipeline file.',
  };
}

function referenceProblems(file: PipelineFile, text: string, tree: Node): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const known = new Set<string>(kinds.map((kind) => kind.kind));
  for (const [index, node] of file.nodes.entries()) {
    const at = (field: string) => placeOfNode(text, tree, ['nodes', index, field]);
    if (seen.has(node.id)) {
      problems.push({
        code: 'duplicate-id',
        severity: 'error',
        nodeId: node.id,
        ...at('id'),
        message: `Two nodes have the id "${node.id}".`,
        hint: 'Give one of them another id.',
      });
    }
    seen.add(node.id);
    if (!known.has(node.kind)) {
      problems.push({
        code: 'unknown-kind',
        severity: 'error',
        nodeId: node.id,
        ...at('kind'),
        message: `"${node.name}" is of the unknown kind "${node.kind}".`,
        hint: `Known kinds: ${[...known].join(', ')}.`,
      });
    }
  }
  for (const [index, edge] of file.edges.entries()) {
    for (const side of ['from', 'to'] as const) {
      if (seen.has(edge[side])) continue;
      problems.push({
        code: 'dangling-edge',
        severity: 'error',
        edge,
        ...placeOfNode(text, tree, ['edges', index, side]),
        message: `A wire goes ${side} "${edge[side]}", but no node has this id.`,
        hint: 'Remove the wire or add the node.',
      });
    }
  }
  return problems;
}

function placeOfNode(
  text: string,
  tree: Node,
  path: readonly (string | number)[],
): { line: number; column: number } {
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return placeOf(text, node.offset);
  }
  return { line: 1, column: 1 };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
