/** Matches in time that grows with the text times the expression and no faster, by following all ways at once. */

import { isWordChar } from './char-class.ts';
import type { CharTest, Place, RegexNode } from './regex-node.ts';

/** An expression as a machine: from each state, on a character to one other, or on nothing to some others. */
interface State {
  test: CharTest | undefined;
  place: Place | undefined;
  readonly next: number[];
}

/** The states of a large expression, about as many as RE2 lets one have. */
const STATES_MAX = 20_000;

const FINAL = 0;

/** Tells whether the whole of a text is what the expression describes. */
export function wholeMatcher(node: RegexNode): (text: string) => boolean {
  const matcher = new Matcher(node);
  return (text) => matcher.matches(text);
}

/** Repetitions of repetitions can make a short expression large. */
export function isTooLarge(node: RegexNode): boolean {
  return sizeOf(node) > STATES_MAX;
}

function sizeOf(node: RegexNode): number {
  switch (node.kind) {
    case 'char':
    case 'place':
      return 1;
    case 'repeat':
      return 1 + (sizeOf(node.node) + 1) * (node.max === Infinity ? node.min + 1 : node.max);
    default:
      return node.nodes.reduce((sum, inner) => sum + sizeOf(inner), 1);
  }
}

class Matcher {
  readonly #states: State[] = [{ test: undefined, place: undefined, next: [] }];
  readonly #first: number;

  constructor(node: RegexNode) {
    this.#first = this.#compile(node, FINAL);
  }

  matches(text: string): boolean {
    let current = this.#closure([this.#first], text, 0);
    for (let at = 0; at < text.length && current.size > 0; at += 1) {
      const reached: number[] = [];
      for (const id of current) {
        const { test, next } = this.#states[id]!;
        if (test?.(text.charAt(at)) === true) reached.push(...next);
      }
      current = this.#closure(reached, text, at + 1);
    }
    return current.has(FINAL);
  }

  /** The state from which the node is matched and then `then` follows. */
  #compile(node: RegexNode, then: number): number {
    switch (node.kind) {
      case 'char':
        return this.#add({ test: node.test, place: undefined, next: [then] });
      case 'place':
        return this.#add({ test: undefined, place: node.place, next: [then] });
      case 'sequence':
        return node.nodes.reduceRight((after, inner) => this.#compile(inner, after), then);
      case 'choice':
        return this.#fork(node.nodes.map((inner) => this.#compile(inner, then)));
      case 'repeat':
        return this.#repeat(node, then);
    }
  }

  #repeat({ node, min, max }: Extract<RegexNode, { kind: 'repeat' }>, then: number): number {
    let after = then;
    if (max === Infinity) {
      after = this.#fork([then]);
      this.#states[after]!.next.push(this.#compile(node, after));
    } else {
      for (let count = min; count < max; count += 1)
        after = this.#fork([then, this.#compile(node, after)]);
    }
    for (let count = 0; count < min; count += 1) after = this.#compile(node, after);
    return after;
  }

  #fork(next: number[]): number {
    return this.#add({ test: undefined, place: undefined, next });
  }

  #add(state: State): number {
    return this.#states.push(state) - 1;
  }

  /** Everything that can be reached at this place without a character. */
  #closure(from: readonly number[], text: string, at: number): Set<number> {
    const reached = new Set<number>();
    const open = [...from];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (reached.has(id)) continue;
      const { test, place, next } = this.#states[id]!;
      if (place !== undefined && !isAt(place, text, at)) continue;
      reached.add(id);
      if (test === undefined) open.push(...next);
    }
    return reached;
  }
}

function isAt(place: Place, text: string, at: number): boolean {
  if (place === 'start') return at === 0;
  if (place === 'end') return at === text.length;
  const isEdge = isWordChar(text.charAt(at - 1)) !== isWordChar(text.charAt(at));
  return place === 'word-edge' ? isEdge : !isEdge;
}
