/** Reads the regular expressions of RE2: those without look-around and without references to what matched before. */

import { escapedChar, foldCase, not, perlClasses, posixClasses } from './char-class.ts';
import { isTooLarge } from './match-regex.ts';
import type { CharTest, RegexNode, RegexProblem } from './regex-node.ts';

/** RE2 repeats nothing more often. */
const REPEAT_MAX = 1000;
const LENGTH_MAX = 1000;
const DEPTH_MAX = 100;

class RegexSyntaxError extends Error {}

export function parseRegex(pattern: string): RegexNode | RegexProblem {
  if (pattern.length > LENGTH_MAX) return { problem: 'expression is too long' };
  try {
    const node = new RegexParser(pattern).parse();
    return isTooLarge(node) ? { problem: 'expression is too large' } : node;
  } catch (error) {
    if (error instanceof RegexSyntaxError) return { problem: error.message };
    throw error;
  }
}

interface Flags {
  readonly ignoresCase: boolean;
  readonly dotIsAll: boolean;
}

class RegexParser {
  readonly #pattern: string;
  #at = 0;
  #depth = 0;
  #flags: Flags = { ignoresCase: false, dotIsAll: false };

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  parse(): RegexNode {
    const node = this.#choice();
    if (this.#at < this.#pattern.length) throw new RegexSyntaxError('unexpected )');
    return node;
  }

  get #next(): string {
    return this.#pattern.charAt(this.#at);
  }

  #take(text: string): boolean {
    if (!this.#pattern.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #takeMatch(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#pattern);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  #choice(): RegexNode {
    const nodes = [this.#sequence()];
    while (this.#take('|')) nodes.push(this.#sequence());
    return nodes.length === 1 ? nodes[0]! : { kind: 'choice', nodes };
  }

  #sequence(): RegexNode {
    const nodes: RegexNode[] = [];
    while (this.#next !== '' && this.#next !== '|' && this.#next !== ')') {
      if (this.#take('\\Q')) nodes.push(...this.#quoted());
      else nodes.push(this.#repeated(this.#atom()));
    }
    return { kind: 'sequence', nodes };
  }

  #quoted(): RegexNode[] {
    const end = this.#pattern.indexOf('\\E', this.#at);
    const text = this.#pattern.slice(this.#at, end === -1 ? undefined : end);
    this.#at = end === -1 ? this.#pattern.length : end + 2;
    const nodes = Array.from(text, (char) => this.#char((other) => other === char));
    const last = nodes.pop();
    return last === undefined ? [] : [...nodes, this.#repeated(last)];
  }

  /** A lazy match of the whole is the same match, so the question mark after a repetition says nothing. */
  #repeated(node: RegexNode): RegexNode {
    const bounds = this.#bounds();
    if (bounds === undefined) return node;
    this.#take('?');
    if (this.#bounds() !== undefined)
      throw new RegexSyntaxError('invalid nested repetition operator');
    return { kind: 'repeat', node, ...bounds };
  }

  #bounds(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Infinity };
    if (this.#take('+')) return { min: 1, max: Infinity };
    if (this.#take('?')) return { min: 0, max: 1 };
    const counted = this.#takeMatch(/\{(\d+)(,?)(\d*)\}/y);
    if (counted === null) return undefined;
    const min = Number(counted[1]);
    const most = counted[3] === '' ? Infinity : Number(counted[3]);
    const max = counted[2] === '' ? min : most;
    if (min > REPEAT_MAX || min > max || (max > REPEAT_MAX && max !== Infinity))
      throw new RegexSyntaxError('invalid repeat count');
    return { min, max };
  }

  #atom(): RegexNode {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#char(this.#bracket());
    if (this.#take('^')) return { kind: 'place', place: 'start' };
    if (this.#take('$')) return { kind: 'place', place: 'end' };
    if (this.#take('.')) {
      const { dotIsAll } = this.#flags;
      return { kind: 'char', test: (char) => dotIsAll || char !== '\n' };
    }
    if (this.#take('\\')) return this.#escape();
    if ('*+?'.includes(this.#next))
      throw new RegexSyntaxError('missing argument to repetition operator');
    const char = this.#next;
    this.#at += 1;
    return this.#char((other) => other === char);
  }

  #char(test: CharTest): RegexNode {
    return { kind: 'char', test: this.#flags.ignoresCase ? foldCase(test) : test };
  }

  /** Flags hold to the end of the group in which they stand. */
  #group(): RegexNode {
    const outer = this.#flags;
    if (this.#take('?')) {
      const flags = this.#takeMatch(/([imsU]*)(?:-([imsU]+))?([:)])/y);
      if (flags !== null) {
        this.#setFlags(flags[1]!, flags[2] ?? '');
        if (flags[3] === ')') return { kind: 'sequence', nodes: [] };
      } else if (this.#takeMatch(/P?<[A-Za-z0-9_]+>/y) === null)
        throw new RegexSyntaxError('invalid or unsupported Perl syntax');
    }
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) throw new RegexSyntaxError('expression nests too deeply');
    const node = this.#choice();
    this.#depth -= 1;
    if (!this.#take(')')) throw new RegexSyntaxError('missing closing )');
    this.#flags = outer;
    return node;
  }

  #setFlags(on: string, off: string): void {
    const { ignoresCase, dotIsAll } = this.#flags;
    this.#flags = {
      ignoresCase: (ignoresCase || on.includes('i')) && !off.includes('i'),
      dotIsAll: (dotIsAll || on.includes('s')) && !off.includes('s'),
    };
  }

  #escape(): RegexNode {
    if (this.#take('A')) return { kind: 'place', place: 'start' };
    if (this.#take('z')) return { kind: 'place', place: 'end' };
    if (this.#take('b')) return { kind: 'place', place: 'word-edge' };
    if (this.#take('B')) return { kind: 'place', place: 'inside-word' };
    return this.#char(this.#escapedTest() ?? this.#escapedEqual());
  }

  #escapedEqual(): CharTest {
    const char = this.#escapedOne();
    return (other) => other === char;
  }

  /** A class of characters after a backslash; undefined when it is one character. */
  #escapedTest(): CharTest | undefined {
    const perl = perlClasses.get(this.#next);
    if (perl !== undefined) {
      this.#at += 1;
      return perl;
    }
    const unicode = this.#takeMatch(/([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/y);
    if (unicode === null) return undefined;
    const isNegated = (unicode[1] === 'P') !== (unicode[2] === '^');
    const test = unicodeClass(unicode[3] ?? unicode[4]!);
    return isNegated ? not(test) : test;
  }

  #escapedOne(): string {
    const hex = this.#takeMatch(/x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,4})\})/y);
    if (hex !== null) return String.fromCharCode(Number.parseInt(hex[1] ?? hex[2]!, 16));
    const octal = this.#takeMatch(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
    if (octal !== null) return String.fromCharCode(Number.parseInt(octal[0], 8));
    const char = this.#next === '' ? undefined : escapedChar(this.#next);
    if (char === undefined) throw new RegexSyntaxError('invalid escape sequence');
    this.#at += 1;
    return char;
  }

  #bracket(): CharTest {
    const isNegated = this.#take('^');
    const tests: CharTest[] = [];
    do tests.push(this.#bracketItem());
    while (this.#next !== ']');
    this.#at += 1;
    const test: CharTest = (char) => tests.some((one) => one(char));
    const folded = this.#flags.ignoresCase ? foldCase(test) : test;
    return isNegated ? not(folded) : folded;
  }

  #bracketItem(): CharTest {
    const posix = this.#takeMatch(/\[:(\^?)(\w+):\]/y);
    if (posix !== null) {
      const test = posixClasses.get(posix[2]!);
      if (test === undefined) throw new RegexSyntaxError('invalid character class range');
      return posix[1] === '^' ? not(test) : test;
    }
    if (this.#next === '\\') {
      this.#at += 1;
      const test = this.#escapedTest();
      if (test !== undefined) return test;
      this.#at -= 1;
    }
    const low = this.#bracketChar();
    if (this.#next !== '-' || this.#pattern.charAt(this.#at + 1) === ']')
      return (char) => char === low;
    this.#at += 1;
    const high = this.#bracketChar();
    if (high < low) throw new RegexSyntaxError('invalid character class range');
    return (char) => char >= low && char <= high;
  }

  #bracketChar(): string {
    if (this.#next === '') throw new RegexSyntaxError('missing closing ]');
    if (this.#take('\\')) return this.#escapedOne();
    const char = this.#next;
    this.#at += 1;
    return char;
  }
}

/** One character at a time cannot take long, so the names may be those of the language that this is written in. */
function unicodeClass(name: string): CharTest {
  try {
    const category = new RegExp(`^\\p{${name}}$`, 'u');
    return (char) => category.test(char);
  } catch {
    return unicodeScript(name);
  }
}

function unicodeScript(name: string): CharTest {
  try {
    const script = new RegExp(`^\\p{Script=${name}}$`, 'u');
    return (char) => script.test(char);
  } catch {
    throw new RegexSyntaxError('invalid character class range');
  }
}
