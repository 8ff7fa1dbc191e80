/** A regular expression as a tree. */

export type CharTest = (char: string) => boolean;

/** What has to be true of a place rather than of a character. */
export type Place = 'start' | 'end' | 'word-edge' | 'inside-word';

export type RegexNode =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly node: RegexNode;
      readonly min: number;
      readonly max: number;
    };

export interface RegexProblem {
  readonly problem: string;
}
