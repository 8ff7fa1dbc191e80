/** Turns a declared type into a reader and a writer for one version, once; both are closures over their parts. */

import { assert } from '../base/assert.ts';
import { MalformedBytesError, ZERO_UUID, type ByteReader } from '../base/bytes-reader.ts';
import { ByteWriter } from '../base/bytes-writer.ts';
import {
  NEVER,
  type FieldShape,
  type PrimitiveKind,
  type Shape,
  type StructShape,
  type Type,
} from './schema.ts';

/** Reads and writes one type in one version. */
export interface Codec {
  readonly read: (reader: ByteReader) => unknown;
  readonly write: (writer: ByteWriter, value: unknown) => void;
  /** No value takes fewer bytes; what a claimed number of elements is checked against. */
  readonly sizeMin: number;
  /** The empty value; lists and structs are made anew each time. */
  readonly empty: () => unknown;
  /** Tells the empty value of the type. */
  readonly isEmpty: (value: unknown) => boolean;
}

/** The encoding of one version of one message. */
export interface Encoding {
  readonly version: number;
  /** Compact lengths and tagged fields (KIP-482). */
  readonly isFlexible: boolean;
}

const compiled = new WeakMap<Shape, Map<number, Codec>>();

/** The codec of a type in one version; compiled at the first call. */
export function codecOf(type: Type, encoding: Encoding): Codec {
  const { shape } = type;
  const key = encoding.version * 2 + (encoding.isFlexible ? 1 : 0);
  let codecs = compiled.get(shape);
  if (codecs === undefined) compiled.set(shape, (codecs = new Map()));
  let codec = codecs.get(key);
  if (codec === undefined) codecs.set(key, (codec = compile(shape, encoding)));
  return codec;
}

function compile(shape: Shape, encoding: Encoding): Codec {
  switch (shape.kind) {
    case 'string':
      return stringCodec(encoding, shape.nullableFrom <= encoding.version);
    case 'bytes':
      return bytesCodec(encoding, shape.nullableFrom <= encoding.version);
    case 'records':
      return recordsCodec(encoding, shape.nullableFrom <= encoding.version);
    case 'array':
      return arrayCodec(shape, encoding);
    case 'struct':
      return structCodec(shape, encoding);
    default:
      return primitives[shape.kind];
  }
}

const primitives: Readonly<Record<PrimitiveKind, Codec>> = {
  bool: {
    read: (reader) => reader.bool(),
    write: (writer, value) => writer.bool(value as boolean),
    sizeMin: 1,
    empty: () => false,
    isEmpty: (value) => value === false,
  },
  int8: number(
    1,
    (reader) => reader.int8(),
    (writer, value) => writer.int8(value),
  ),
  int16: number(
    2,
    (reader) => reader.int16(),
    (writer, value) => writer.int16(value),
  ),
  uint16: number(
    2,
    (reader) => reader.uint16(),
    (writer, value) => writer.uint16(value),
  ),
  int32: number(
    4,
    (reader) => reader.int32(),
    (writer, value) => writer.int32(value),
  ),
  uint32: number(
    4,
    (reader) => reader.uint32(),
    (writer, value) => writer.uint32(value),
  ),
  int64: number(
    8,
    (reader) => reader.int64(),
    (writer, value) => writer.int64(value),
  ),
  float64: number(
    8,
    (reader) => reader.float64(),
    (writer, value) => writer.float64(value),
  ),
  bigInt64: {
    read: (reader) => reader.bigInt64(),
    write: (writer, value) => writer.bigInt64(value as bigint),
    sizeMin: 8,
    empty: () => 0n,
    isEmpty: (value) => value === 0n,
  },
  uuid: {
    read: (reader) => reader.uuid(),
    write: (writer, value) => writer.uuid(value as string),
    sizeMin: 16,
    empty: () => ZERO_UUID,
    isEmpty: (value) => value === ZERO_UUID,
  },
};

function number(
  sizeMin: number,
  read: (reader: ByteReader) => number,
  write: (writer: ByteWriter, value: number) => void,
): Codec {
  return {
    read,
    write: write as Codec['write'],
    sizeMin,
    empty: () => 0,
    isEmpty: (value) => value === 0,
  };
}

/** How a length is written: -1 stands for null. */
interface Lengths {
  readonly read: (reader: ByteReader) => number;
  readonly write: (writer: ByteWriter, length: number) => void;
  readonly size: number;
}

const compactLengths: Lengths = {
  read: (reader) => reader.uvarint() - 1,
  write: (writer, length) => writer.uvarint(length + 1),
  size: 1,
};
const shortLengths: Lengths = {
  read: (reader) => reader.int16(),
  write: (writer, length) => writer.int16(length),
  size: 2,
};
const longLengths: Lengths = {
  read: (reader) => reader.int32(),
  write: (writer, length) => writer.int32(length),
  size: 4,
};

/** Reads a length; -1 only where null is allowed. */
function readLength(reader: ByteReader, lengths: Lengths, isNullable: boolean): number {
  const length = lengths.read(reader);
  if (length >= 0 || (length === -1 && isNullable)) return length;
  throw new MalformedBytesError(
    length === -1
      ? `Null stands before byte ${reader.position}, where a value is required.`
      : `The length before byte ${reader.position} is negative (${length}).`,
  );
}

function assertNullable(isNullable: boolean): void {
  assert(isNullable, 'Null is written only where the version allows it.');
}

function stringCodec({ isFlexible }: Encoding, isNullable: boolean): Codec {
  const lengths = isFlexible ? compactLengths : shortLengths;
  return {
    read(reader) {
      const length = readLength(reader, lengths, isNullable);
      return length < 0 ? null : reader.text(length);
    },
    write(writer, value) {
      if (value === null) {
        assertNullable(isNullable);
        lengths.write(writer, -1);
        return;
      }
      const length = Buffer.byteLength(value as string);
      lengths.write(writer, length);
      writer.text(value as string, length);
    },
    sizeMin: lengths.size,
    empty: () => '',
    isEmpty: (value) => value === '',
  };
}

function bytesCodec({ isFlexible }: Encoding, isNullable: boolean): Codec {
  const lengths = isFlexible ? compactLengths : longLengths;
  return {
    read(reader) {
      const length = readLength(reader, lengths, isNullable);
      return length < 0 ? null : reader.bytes(length);
    },
    write(writer, value) {
      if (value === null) {
        assertNullable(isNullable);
        lengths.write(writer, -1);
        return;
      }
      lengths.write(writer, (value as Uint8Array).length);
      writer.bytes(value as Uint8Array);
    },
    sizeMin: lengths.size,
    empty: () => Buffer.alloc(0),
    isEmpty: (value) => (value as Uint8Array | null)?.length === 0,
  };
}

/** As bytes, but several chunks in order make one value, and the empty value is null where that is allowed. */
function recordsCodec(encoding: Encoding, isNullable: boolean): Codec {
  const whole = bytesCodec(encoding, isNullable);
  const lengths = encoding.isFlexible ? compactLengths : longLengths;
  return {
    ...whole,
    write(writer, value) {
      if (!Array.isArray(value)) {
        whole.write(writer, value);
        return;
      }
      const chunks = value as readonly Uint8Array[];
      let length = 0;
      for (const chunk of chunks) length += chunk.length;
      lengths.write(writer, length);
      for (const chunk of chunks) writer.bytes(chunk);
    },
    empty: isNullable ? () => null : whole.empty,
    isEmpty: isNullable ? (value) => value === null : whole.isEmpty,
  };
}

function arrayCodec(shape: Extract<Shape, { kind: 'array' }>, encoding: Encoding): Codec {
  const lengths = encoding.isFlexible ? compactLengths : longLengths;
  const isNullable = shape.nullableFrom <= encoding.version;
  const element = codecOf(shape.element, encoding);
  // An element of no bytes would let a short frame claim any number of them.
  const elementSizeMin = Math.max(1, element.sizeMin);
  return {
    read(reader) {
      const count = readLength(reader, lengths, isNullable);
      if (count < 0) return null;
      reader.checkCount(count, elementSizeMin);
      const { read } = element;
      const values: unknown[] = [];
      for (let index = 0; index < count; index++) values.push(read(reader));
      return values;
    },
    write(writer, value) {
      if (value === null) {
        assertNullable(isNullable);
        lengths.write(writer, -1);
        return;
      }
      const values = value as readonly unknown[];
      lengths.write(writer, values.length);
      for (const each of values) element.write(writer, each);
    },
    sizeMin: lengths.size,
    empty: () => [],
    isEmpty: (value) => (value as readonly unknown[] | null)?.length === 0,
  };
}

/** One field, ready for one version. `codec` is undefined where the version lacks the field. */
interface FieldPlan {
  readonly name: string;
  readonly tag: number;
  readonly codec: Codec | undefined;
  readonly fallback: () => unknown;
  readonly isFallback: (value: unknown) => boolean;
}

function planOf(field: FieldShape, encoding: Encoding): FieldPlan {
  const { name, tag, fallback, type } = field;
  const isPresent = field.from <= encoding.version && encoding.version <= field.until;
  const codec = tag < 0 ? codecOf(type, encoding) : taggedCodecOf(type, encoding);
  return {
    name,
    tag,
    codec: isPresent ? codec : undefined,
    fallback: fallback === undefined ? codec.empty : () => fallback,
    isFallback: fallback === undefined ? codec.isEmpty : (value) => value === fallback,
  };
}

type Body = Record<string, unknown>;

function structCodec(shape: StructShape, encoding: Encoding): Codec {
  const plans = shape.fields.map((field) => planOf(field, encoding));
  const placed = plans.filter((plan) => plan.tag < 0);
  const tags = plans
    .filter((plan) => plan.tag >= 0 && plan.codec !== undefined)
    .sort((one, other) => one.tag - other.tag);
  const isNullable = shape.nullableFrom <= encoding.version;
  const readTags = encoding.isFlexible ? tagReader(tags) : undefined;
  const { isFlexible } = encoding;

  /** Every field is set in the order of its declaration, so that all objects of a type have one hidden class. */
  function read(reader: ByteReader): unknown {
    const body: Body = {};
    for (const { name, tag, codec, fallback } of plans) {
      body[name] = tag >= 0 || codec === undefined ? fallback() : codec.read(reader);
    }
    readTags?.(reader, body);
    return body;
  }
  function write(writer: ByteWriter, value: unknown): void {
    const body = value as Body;
    for (const { name, codec, fallback } of placed) {
      if (codec === undefined) continue;
      const each = body[name];
      codec.write(writer, each === undefined ? fallback() : each);
    }
    if (isFlexible) writeTags(writer, tags, body);
  }
  const sizeMin = placed.reduce(
    (sum, { codec }) => sum + (codec?.sizeMin ?? 0),
    isFlexible ? 1 : 0,
  );
  const codec: Codec = {
    read,
    write,
    sizeMin,
    empty: () => Object.fromEntries(plans.map(({ name, fallback }) => [name, fallback()])),
    isEmpty: (value) =>
      value !== null &&
      plans.every(({ name, isFallback }) => {
        const each = (value as Body)[name];
        return each === undefined || isFallback(each);
      }),
  };
  return isNullable ? nullableStruct(codec, bytePresence) : codec;
}

/** What stands before a struct that may be null. */
interface Presence {
  readonly read: (reader: ByteReader) => boolean;
  readonly write: (writer: ByteWriter, isPresent: boolean) => void;
}

/** In its place, a struct that may be null has a byte before it: negative for null. */
const bytePresence: Presence = {
  read: (reader) => reader.int8() >= 0,
  write: (writer, isPresent) => writer.int8(isPresent ? 1 : -1),
};
/** As a tagged field it has a varint instead: zero for null. */
const varintPresence: Presence = {
  read: (reader) => reader.uvarint() > 0,
  write: (writer, isPresent) => writer.uvarint(isPresent ? 1 : 0),
};

function nullableStruct(codec: Codec, presence: Presence): Codec {
  return {
    ...codec,
    read: (reader) => (presence.read(reader) ? codec.read(reader) : null),
    write(writer, value) {
      presence.write(writer, value !== null);
      if (value !== null) codec.write(writer, value);
    },
    sizeMin: 1,
  };
}

function taggedCodecOf(type: Type, encoding: Encoding): Codec {
  const { shape } = type;
  if (shape.kind !== 'struct' || shape.nullableFrom > encoding.version) {
    return codecOf(type, encoding);
  }
  return nullableStruct(structCodec({ ...shape, nullableFrom: NEVER }, encoding), varintPresence);
}

/** Reads the tagged fields that are known and skips the others. */
function tagReader(tags: readonly FieldPlan[]): (reader: ByteReader, body: Body) => void {
  const known = new Map(tags.map((plan) => [plan.tag, plan]));
  return (reader, body) => {
    const count = reader.uvarint();
    if (count === 0) return;
    reader.checkCount(count, 2);
    for (let index = 0; index < count; index++) {
      const plan = known.get(reader.uvarint());
      const size = reader.uvarint();
      const end = reader.position + size;
      if (plan?.codec !== undefined && size <= reader.remaining) {
        body[plan.name] = plan.codec.read(reader);
        if (reader.position <= end) reader.position = end;
        else throw new MalformedBytesError(`The tagged field ${plan.name} is longer than it says.`);
      } else reader.skip(size);
    }
  };
}

function writeTags(writer: ByteWriter, tags: readonly FieldPlan[], body: Body): void {
  if (tags.length === 0) {
    writer.uvarint(0);
    return;
  }
  const present = tags.filter(({ name, isFallback }) => {
    const value = body[name];
    return value !== undefined && !isFallback(value);
  });
  writer.uvarint(present.length);
  for (const { name, tag, codec } of present) {
    const nested = new ByteWriter();
    codec!.write(nested, body[name]);
    writer.uvarint(tag);
    writer.uvarint(nested.length);
    for (const chunk of nested.finish()) writer.bytes(chunk);
  }
}
