/** The syntax tree of an expression. Every node knows where it stands in the text, and how deep it is. */

import type { Span } from './sql-problem.ts';

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

/** Types that CAST knows, by ksqlDB's names. */
export type CastTarget = 'BOOLEAN' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'DECIMAL' | 'STRING';

export interface CaseBranch {
  readonly when: Expression;
  readonly result: Expression;
}

/** A name in quotes is meant exactly; without quotes, upper and lower case are alike. */
export interface Name {
  readonly name: string;
  readonly isExact: boolean;
}

type Part =
  | { readonly kind: 'literal'; readonly value: null | boolean | string }
  | { readonly kind: 'number'; readonly value: number; readonly isInteger: boolean }
  | { readonly kind: 'field'; readonly field: Name }
  | { readonly kind: 'member'; readonly of: Expression; readonly field: Name }
  | { readonly kind: 'element'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'negate'; readonly of: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'concatenate'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'distinct';
      readonly isNegated: boolean;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'is-null'; readonly isNegated: boolean; readonly of: Expression }
  | {
      readonly kind: 'in';
      readonly isNegated: boolean;
      readonly of: Expression;
      readonly list: readonly Expression[];
    }
  | {
      readonly kind: 'between';
      readonly isNegated: boolean;
      readonly of: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | {
      readonly kind: 'like';
      readonly isNegated: boolean;
      readonly of: Expression;
      readonly pattern: Expression;
      /** The character that makes the next one of the pattern plain. */
      readonly escape: string | null;
    }
  | {
      readonly kind: 'case';
      /** `CASE of WHEN value …`, or null for `CASE WHEN condition …`. */
      readonly of: Expression | null;
      readonly branches: readonly CaseBranch[];
      readonly otherwise: Expression | null;
    }
  | {
      readonly kind: 'cast';
      readonly of: Expression;
      readonly to: CastTarget;
      readonly scale: number;
    }
  | {
      readonly kind: 'call';
      /** In upper case. */
      readonly name: string;
      readonly nameSpan: Span;
      readonly operands: readonly Expression[];
    };

export type ExpressionPart = Part;
export type Expression = Part & {
  readonly span: Span;
  /** Levels of the tree below and including this node: what recursion over it costs. */
  readonly depth: number;
};
export type ExpressionKind = Expression['kind'];
/** The nodes of one kind. */
export type ExpressionOf<Kind extends ExpressionKind> = Extract<Expression, { kind: Kind }>;

type ChildrenByKind = {
  readonly [Kind in ExpressionKind]: (
    part: Extract<Part, { kind: Kind }>,
  ) => readonly (Expression | null)[];
};

const children: ChildrenByKind = {
  literal: () => [],
  number: () => [],
  field: () => [],
  member: ({ of }) => [of],
  element: ({ of, index }) => [of, index],
  negate: ({ of }) => [of],
  arithmetic: ({ left, right }) => [left, right],
  concatenate: ({ left, right }) => [left, right],
  compare: ({ left, right }) => [left, right],
  distinct: ({ left, right }) => [left, right],
  and: ({ operands }) => operands,
  or: ({ operands }) => operands,
  not: ({ of }) => [of],
  'is-null': ({ of }) => [of],
  in: ({ of, list }) => [of, ...list],
  between: ({ of, low, high }) => [of, low, high],
  like: ({ of, pattern }) => [of, pattern],
  case: ({ of, branches, otherwise }) => [
    of,
    ...branches.flatMap(({ when, result }) => [when, result]),
    otherwise,
  ],
  cast: ({ of }) => [of],
  call: ({ operands }) => operands,
};

/** The nodes directly below, in the order of the text. */
export function childrenOf(part: ExpressionPart): readonly Expression[] {
  const list = children[part.kind] as (of: ExpressionPart) => readonly (Expression | null)[];
  return list(part).filter((child) => child !== null);
}
