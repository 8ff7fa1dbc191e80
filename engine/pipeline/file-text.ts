/** The text of a pipeline file, to tell where in it something stands. */

import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { PipelineFile } from '../contract/project/pipeline-file.ts';
import type { Problem } from '../contract/project/problem.ts';

export interface Place {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

type Path = (string | number)[];

export class FileText {
  readonly #text: string;
  readonly #file: PipelineFile;
  readonly #tree: Node | undefined;

  constructor(text: string, file: PipelineFile) {
    this.#text = text;
    this.#file = file;
    this.#tree = parseTree(text);
  }

  /** Adds line and column to a problem that names a node, a field or an edge. */
  locate(problem: Problem): Problem {
    if (problem.line !== undefined) return problem;
    const path = this.#pathOf(problem);
    return path === undefined
      ? problem
      : { ...problem, ...this.#place(this.#nodeAt(path)?.offset ?? 0) };
  }

  /** The place of the character at `offset` in the text at `path`, whatever escapes JSON has put before it. */
  insideText(path: readonly (string | number)[], offset: number): Place {
    const node = this.#nodeAt([...path]);
    if (node === undefined) return this.#place(0);
    return this.#place(
      node.offset + rawOffset(this.#text.slice(node.offset, node.offset + node.length), offset),
    );
  }

  #pathOf({ nodeId, field, edge }: Problem): Path | undefined {
    if (edge !== undefined) {
      const index = this.#file.edges.findIndex(
        ({ from, to }) => from === edge.from && to === edge.to,
      );
      return ['edges', index];
    }
    if (nodeId === undefined) return undefined;
    const path: Path = ['nodes', this.#file.nodes.findIndex(({ id }) => id === nodeId)];
    return field === undefined ? path : [...path, 'config', field];
  }

  /** What is at the path, or the nearest thing around it. */
  #nodeAt(path: Path): Node | undefined {
    for (let length = path.length; this.#tree !== undefined && length >= 0; length--) {
      const node = findNodeAtLocation(this.#tree, path.slice(0, length));
      if (node !== undefined) return node;
    }
    return undefined;
  }

  #place(offset: number): Place {
    const before = this.#text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  }
}

/** Where in the JSON text of a string its decoded character number `offset` stands. */
function rawOffset(raw: string, offset: number): number {
  // The opening quote.
  let at = 1;
  for (let decoded = 0; decoded < offset && at < raw.length - 1; decoded++) {
    if (raw[at] !== '\\') at += 1;
    else at += raw[at + 1] === 'u' ? 6 : 2;
  }
  return at;
}
