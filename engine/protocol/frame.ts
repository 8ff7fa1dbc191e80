/** Requests and responses as frames: a 4-byte size, a header, a body. */

import { assert } from '../base/assert.ts';
import { ByteReader, MalformedBytesError } from '../base/bytes-reader.ts';
import { ByteWriter } from '../base/bytes-writer.ts';
import { supportsVersion, type Api } from './api.ts';
import { codecOf, type Encoding } from './codec.ts';
import { apis } from './messages/index.ts';
import { nullableString, type Draft, type Type, type Value } from './schema.ts';

export interface RequestHeader {
  apiKey: number;
  apiVersion: number;
  correlationId: number;
  clientId: string | null;
}

const API_VERSIONS_KEY = 18;
/** All lists of one request together; far above what clients send, far below what would fill the memory. */
const REQUEST_ELEMENTS_MAX = 1_000_000;

/** The client id keeps its 16-bit length in every header version. */
const clientIds = codecOf(nullableString, { version: 0, isFlexible: false });

/** The chunks of a whole frame, size first. */
export function encodeRequest<A extends Api>(
  target: A,
  header: { version: number; correlationId: number; clientId: string | null },
  body: Draft<A['request']>,
): Buffer[] {
  const { version, correlationId, clientId } = header;
  const encoding = encodingOf(target, version);
  const writer = new ByteWriter();
  writer.int32(0);
  writer.int16(target.key);
  writer.int16(version);
  writer.int32(correlationId);
  clientIds.write(writer, clientId);
  if (encoding.isFlexible) writer.uvarint(0);
  codecOf(target.request, encoding).write(writer, body);
  return sized(writer);
}

/** Reads the header of a frame without its size; `reader` stands at the body afterwards. */
export function decodeRequestHeader(reader: ByteReader): RequestHeader {
  const apiKey = reader.int16();
  const apiVersion = reader.int16();
  const correlationId = reader.int32();
  const clientId = clientIds.read(reader) as string | null;
  const target = apis.get(apiKey);
  if (target !== undefined && apiVersion >= target.flexibleFrom) skipTags(reader);
  return { apiKey, apiVersion, correlationId, clientId };
}

/** Reads the body after the header; what comes behind the last known field is left unread, as Kafka does. */
export function decodeRequest<A extends Api>(
  target: A,
  version: number,
  reader: ByteReader,
): Value<A['request']> {
  reader.elementsLeft = REQUEST_ELEMENTS_MAX;
  return readBody(target, version, { reader, part: 'request' }) as Value<A['request']>;
}

/** The chunks of a whole frame, size first; large records are passed on without copying. */
export function encodeResponse<A extends Api>(
  target: A,
  header: { version: number; correlationId: number },
  body: Draft<A['response']>,
): Buffer[] {
  const encoding = encodingOf(target, header.version);
  const writer = new ByteWriter();
  writer.int32(0);
  writer.int32(header.correlationId);
  if (hasResponseTags(target, encoding)) writer.uvarint(0);
  codecOf(target.response, encoding).write(writer, body);
  return sized(writer);
}

/** The correlation id that a response frame without its size begins with. */
export function correlationIdOf(frame: Buffer): number {
  return new ByteReader(frame).int32();
}

/** Reads a response frame without its size. */
export function decodeResponse<A extends Api>(
  target: A,
  version: number,
  frame: Buffer,
): { correlationId: number; body: Value<A['response']> } {
  const reader = new ByteReader(frame);
  const correlationId = reader.int32();
  if (hasResponseTags(target, encodingOf(target, version))) skipTags(reader);
  const body = readBody(target, version, { reader, part: 'response' }) as Value<A['response']>;
  return { correlationId, body };
}

/** ApiVersions answers with the oldest header, so that a client can read it before it knows the versions (KIP-511). */
function hasResponseTags(target: Api, encoding: Encoding): boolean {
  return encoding.isFlexible && target.key !== API_VERSIONS_KEY;
}

function encodingOf(target: Api, version: number): Encoding {
  assert(supportsVersion(target, version), 'A message is encoded in a version that its API has.');
  return { version, isFlexible: version >= target.flexibleFrom };
}

function readBody(
  target: Api,
  version: number,
  { reader, part }: { reader: ByteReader; part: 'request' | 'response' },
): unknown {
  if (!supportsVersion(target, version)) {
    throw new MalformedBytesError(`${target.name} has no version ${version}.`);
  }
  const type: Type = target[part];
  try {
    return codecOf(type, { version, isFlexible: version >= target.flexibleFrom }).read(reader);
  } catch (error) {
    if (!(error instanceof MalformedBytesError)) throw error;
    const sentence = `The ${target.name} ${part} of version ${version} cannot be read: ${error.message}`;
    throw new MalformedBytesError(sentence, { cause: error });
  }
}

/** No header tag is known. */
function skipTags(reader: ByteReader): void {
  const count = reader.checkCount(reader.uvarint(), 2);
  for (let index = 0; index < count; index++) {
    reader.uvarint();
    reader.skip(reader.uvarint());
  }
}

function sized(writer: ByteWriter): Buffer[] {
  const { length } = writer;
  const chunks = writer.finish();
  chunks[0]!.writeInt32BE(length - 4, 0);
  return chunks;
}
