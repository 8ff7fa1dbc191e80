/** The envelope of a metadata record: frame version, record key and record version as varints, then its fields. */

import { ByteReader, MalformedBytesError } from '../base/bytes-reader.ts';
import { ByteWriter } from '../base/bytes-writer.ts';
import { codecOf } from './codec.ts';
import { metadataRecords } from './internal/metadata/index.ts';
import { decodeData, type MetadataRecordType } from './record.ts';
import type { Draft, Fields, Struct, Value } from './schema.ts';

const FRAME_VERSION = 1;

type Entry = (typeof metadataRecords)[number];

/** A decoded metadata record; `name` tells the type of its body. */
export type MetadataRecord = {
  [Each in Entry as Each['name']]: {
    readonly key: number;
    readonly name: Each['name'];
    readonly version: number;
    readonly body: Value<Each['fields']>;
  };
}[Entry['name']];

const byKey = new Map<number, MetadataRecordType>(
  metadataRecords.map((entry): [number, MetadataRecordType] => [entry.key, entry]),
);

export function encodeMetadataRecord<F extends Fields>(
  type: MetadataRecordType<F>,
  version: number,
  body: Draft<Struct<F>>,
): Buffer {
  const writer = new ByteWriter();
  writer.uvarint(FRAME_VERSION);
  writer.uvarint(type.key);
  writer.uvarint(version);
  codecOf(type.fields, { version, isFlexible: true }).write(writer, body);
  return writer.finishWhole();
}

export function decodeMetadataRecord(bytes: Buffer): MetadataRecord {
  const reader = new ByteReader(bytes);
  const frameVersion = reader.uvarint();
  if (frameVersion !== FRAME_VERSION) {
    throw new MalformedBytesError(
      `A metadata record has the unknown frame version ${frameVersion}.`,
    );
  }
  const key = reader.uvarint();
  const version = reader.uvarint();
  const type = byKey.get(key);
  if (type === undefined) throw new MalformedBytesError(`No metadata record has the key ${key}.`);
  const body = decodeData(type, version, reader);
  return { key, name: type.name, version, body } as MetadataRecord;
}
