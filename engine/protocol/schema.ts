/** The words in which messages are declared: field types, the versions a field is in, and its default. */

/** Carries a field's decoded and encodable value in the types; it does not exist at run time. */
declare const carried: unique symbol;

export type PrimitiveKind =
  | 'bool'
  | 'int8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'bigInt64'
  | 'float64'
  | 'uuid';

/** What a type is, as plain data. `nullableFrom` is the first version in which null is allowed, infinite for never. */
export type Shape =
  | { readonly kind: PrimitiveKind }
  | { readonly kind: 'string' | 'bytes' | 'records'; readonly nullableFrom: number }
  | { readonly kind: 'array'; readonly element: Type; readonly nullableFrom: number }
  | {
      readonly kind: 'struct';
      readonly fields: readonly FieldShape[];
      readonly nullableFrom: number;
    };

/** One field of a struct. `tag` is -1 for a field that is written in its place. */
export interface FieldShape {
  readonly name: string;
  readonly type: Type;
  readonly from: number;
  readonly until: number;
  readonly tag: number;
  /** What the field holds where it is absent; undefined stands for the empty value of its type. */
  readonly fallback: unknown;
}

/** A field type: `Value` is what decoding gives, `Draft` what encoding takes. */
export interface Type<Value = unknown, Draft = unknown> {
  readonly shape: Shape;
  readonly [carried]?: readonly [Value, Draft];
}

/** A type with rules about its versions or its default; such a field may be left out when encoding. */
export interface Field<Value = unknown, Draft = unknown> {
  readonly rules: Omit<FieldShape, 'name'>;
  readonly [carried]?: readonly [Value, Draft];
}

export type Fields = Readonly<Record<string, Type | Field>>;

type ValueOf<T> = T extends { readonly [carried]?: readonly [infer V, unknown] } ? V : never;
type DraftOf<T> = T extends { readonly [carried]?: readonly [unknown, infer D] } ? D : never;

type OptionalNames<F extends Fields> = { [K in keyof F]: F[K] extends Field ? K : never }[keyof F];

type StructValue<F extends Fields> = { -readonly [K in keyof F]: ValueOf<F[K]> };
type StructDraft<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalNames<F>>]: DraftOf<F[K]>;
} & { readonly [K in OptionalNames<F>]?: DraftOf<F[K]> | undefined };

export type Struct<F extends Fields = Fields> = Type<StructValue<F>, StructDraft<F>>;

/** What decoding gives. */
export type Value<T extends Type> = ValueOf<T>;
/** What encoding takes: fields with a version or a default may be left out, records may be a list of chunks. */
export type Draft<T extends Type> = DraftOf<T>;

/** A version that never comes. */
export const NEVER = Number.POSITIVE_INFINITY;

function primitive<V>(kind: PrimitiveKind): Type<V, V> {
  return { shape: { kind } };
}

export const bool = primitive<boolean>('bool');
export const int8 = primitive<number>('int8');
export const int16 = primitive<number>('int16');
export const uint16 = primitive<number>('uint16');
export const int32 = primitive<number>('int32');
export const uint32 = primitive<number>('uint32');
/** A number that must be safe, or one of the ends of the range (`INT64_MAX`, `INT64_MIN`). */
export const int64 = primitive<number>('int64');
/** All 64 bits, for hashes. */
export const bigInt64 = primitive<bigint>('bigInt64');
export const float64 = primitive<number>('float64');
/** 22 characters of URL-safe base64. */
export const uuid = primitive<string>('uuid');

export const string: Type<string, string> = { shape: { kind: 'string', nullableFrom: NEVER } };
/** A view of the frame, not a copy. */
export const bytes: Type<Buffer, Uint8Array> = { shape: { kind: 'bytes', nullableFrom: NEVER } };
/** Record batches: a view of the frame when decoded; one buffer or several in order when encoded. */
export const records: Type<Buffer, Uint8Array | readonly Uint8Array[]> = {
  shape: { kind: 'records', nullableFrom: NEVER },
};

export const nullableString = nullable(string);
export const nullableBytes = nullable(bytes);
export const nullableRecords = nullable(records);

export function array<V, D>(element: Type<V, D>): Type<V[], readonly D[]> {
  return { shape: { kind: 'array', element, nullableFrom: NEVER } };
}

export function nullableArray<V, D>(element: Type<V, D>): Type<V[] | null, readonly D[] | null> {
  return nullable(array(element));
}

export function struct<const F extends Fields>(fields: F): Struct<F> {
  const shapes = Object.entries(fields).map(([name, field]) => ({ name, ...rulesOf(field) }));
  return { shape: { kind: 'struct', fields: shapes, nullableFrom: NEVER } };
}

/** Null is allowed in every version. */
export function nullable<V, D>(type: Type<V, D>): Type<V | null, D | null> {
  return nullableSince(0, type);
}

/** Null is allowed from `version` on; before it, null cannot be encoded. */
export function nullableSince<V, D>(version: number, type: Type<V, D>): Type<V | null, D | null> {
  return { shape: { ...type.shape, nullableFrom: version } as Shape };
}

/** In every version; when left out, `fallback`. */
export function withDefault<V, D>(type: Type<V, D>, fallback: NoInfer<D>): Field<V, D> {
  return between([0, NEVER], type, fallback);
}

/** In `version` and later; where absent, `fallback` or the empty value. */
export function since<V, D>(version: number, type: Type<V, D>, fallback?: NoInfer<D>): Field<V, D> {
  return between([version, NEVER], type, fallback);
}

/** Up to and with `version`. */
export function until<V, D>(version: number, type: Type<V, D>, fallback?: NoInfer<D>): Field<V, D> {
  return between([0, version], type, fallback);
}

/** From the first to the last of the two versions, both included. */
export function between<V, D>(
  [from, until]: readonly [number, number],
  type: Type<V, D>,
  fallback?: NoInfer<D>,
): Field<V, D> {
  return { rules: { type, from, until, tag: -1, fallback } };
}

/** Makes a field a tagged one (KIP-482): left out of the bytes where it has its default. */
export function tagged<V, D>(tag: number, field: Type<V, D> | Field<V, D>): Field<V, D> {
  return { rules: { ...rulesOf(field), tag } };
}

function rulesOf(field: Type | Field): Omit<FieldShape, 'name'> {
  if ('rules' in field) return field.rules;
  return { type: field, from: 0, until: NEVER, tag: -1, fallback: undefined };
}

/** The shape of a struct, or a programmer's mistake. */
export type StructShape = Extract<Shape, { kind: 'struct' }>;
