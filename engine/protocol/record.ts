/** Declares what Kafka stores or embeds in the same field language: metadata records, coordinator records, and data of other kinds. */

import { assert } from '../base/assert.ts';
import { ByteReader, MalformedBytesError } from '../base/bytes-reader.ts';
import { ByteWriter } from '../base/bytes-writer.ts';
import type { VersionRange } from './api.ts';
import { codecOf, type Codec } from './codec.ts';
import { NEVER, struct, type Draft, type Fields, type Struct, type Value } from './schema.ts';

/** Fields in versions, without an envelope of their own. */
export interface Data<F extends Fields = Fields> {
  readonly name: string;
  readonly versions: VersionRange;
  readonly flexibleFrom: number;
  readonly fields: Struct<F>;
}

/** A record of the cluster's metadata log. */
export interface MetadataRecordType<
  F extends Fields = Fields,
  Name extends string = string,
> extends Data<F> {
  readonly key: number;
  readonly name: Name;
}

/** A key and a value in one of the coordinators' topics; `type` is what the key begins with. */
export interface CoordinatorRecordType<
  Key extends Fields = Fields,
  Content extends Fields = Fields,
> {
  readonly type: number;
  readonly name: string;
  readonly key: Data<Key>;
  readonly value: Data<Content>;
}

interface Declared<F extends Fields> {
  name: string;
  versions: VersionRange;
  flexibleFrom: number;
  fields: F;
}

export function data<const F extends Fields>(declared: Declared<F>): Data<F> {
  return { ...declared, fields: struct(declared.fields) };
}

export function metadataRecord<const F extends Fields, const Name extends string>(
  declared: Declared<F> & { key: number; name: Name },
): MetadataRecordType<F, Name> {
  return { ...declared, fields: struct(declared.fields) };
}

/** The versions are those of the value; keys have one version and are never flexible. */
export function coordinatorRecord<const Key extends Fields, const Content extends Fields>(
  declared: Omit<Declared<Content>, 'fields'> & { type: number; key: Key; value: Content },
): CoordinatorRecordType<Key, Content> {
  const { type, name, versions, flexibleFrom, key, value } = declared;
  return {
    type,
    name,
    key: data({ name: `${name}Key`, versions: [0, 0], flexibleFrom: NEVER, fields: key }),
    value: data({ name: `${name}Value`, versions, flexibleFrom, fields: value }),
  };
}

/** The bytes of the fields alone. */
export function encodeData<F extends Fields>(
  target: Data<F>,
  version: number,
  body: Draft<Struct<F>>,
): Buffer {
  const writer = new ByteWriter();
  dataCodec(target, version).write(writer, body);
  return writer.finishWhole();
}

export function decodeData<F extends Fields>(
  target: Data<F>,
  version: number,
  source: Buffer | ByteReader,
): Value<Struct<F>> {
  const reader = source instanceof ByteReader ? source : new ByteReader(source);
  return readNamed(target, version, reader) as Value<Struct<F>>;
}

/** With a 16-bit version before the fields, as consumers embed them in group messages and coordinators store values. */
export function encodeVersioned<F extends Fields>(
  target: Data<F>,
  version: number,
  body: Draft<Struct<F>>,
): Buffer {
  const writer = new ByteWriter();
  writer.int16(version);
  dataCodec(target, version).write(writer, body);
  return writer.finishWhole();
}

/** Reads what `encodeVersioned` wrote; a newer version than known is read as the newest known one. */
export function decodeVersioned<F extends Fields>(
  target: Data<F>,
  bytes: Buffer,
): { version: number; body: Value<Struct<F>> } {
  const reader = new ByteReader(bytes);
  const version = reader.int16();
  const known = Math.min(version, target.versions[1]);
  return { version, body: readNamed(target, known, reader) as Value<Struct<F>> };
}

export function encodeCoordinatorKey<Key extends Fields, Content extends Fields>(
  target: CoordinatorRecordType<Key, Content>,
  key: Draft<Struct<Key>>,
): Buffer {
  const writer = new ByteWriter();
  writer.int16(target.type);
  dataCodec(target.key, 0).write(writer, key);
  return writer.finishWhole();
}

/** The type that a key of a coordinator's topic begins with. */
export function coordinatorRecordType(key: Buffer): number {
  return new ByteReader(key).int16();
}

export function decodeCoordinatorKey<Key extends Fields, Content extends Fields>(
  target: CoordinatorRecordType<Key, Content>,
  key: Buffer,
): Value<Struct<Key>> {
  const reader = new ByteReader(key);
  const type = reader.int16();
  assert(type === target.type, 'The key is decoded as the type that it begins with.');
  return readNamed(target.key, 0, reader) as Value<Struct<Key>>;
}

function dataCodec(target: Data, version: number): Codec {
  assert(
    version >= target.versions[0] && version <= target.versions[1],
    'A record is encoded in a version that it has.',
  );
  return codecOf(target.fields, { version, isFlexible: version >= target.flexibleFrom });
}

function readNamed(target: Data, version: number, reader: ByteReader): unknown {
  if (version < target.versions[0] || version > target.versions[1]) {
    throw new MalformedBytesError(`${target.name} has no version ${version}.`);
  }
  try {
    return dataCodec(target, version).read(reader);
  } catch (error) {
    if (!(error instanceof MalformedBytesError)) throw error;
    const sentence = `${target.name} version ${version} cannot be read: ${error.message}`;
    throw new MalformedBytesError(sentence, { cause: error });
  }
}
