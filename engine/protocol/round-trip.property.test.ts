/** Every message and every stored record survives the round trip in every version; damaged bytes are refused, never more. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader, INT64_MAX, MalformedBytesError } from '../base/bytes-reader.ts';
import { ByteWriter } from '../base/bytes-writer.ts';
import { codecOf, type Encoding } from './codec.ts';
import { internalData } from './internal/data/index.ts';
import { groupRecords } from './internal/groups/index.ts';
import { metadataRecords } from './internal/metadata/index.ts';
import { shareRecords } from './internal/shares/index.ts';
import { transactionRecords } from './internal/transactions/index.ts';
import { messages } from './messages/index.ts';
import type { FieldShape, Type } from './schema.ts';

interface Subject {
  name: string;
  type: Type;
  versions: readonly [number, number];
  flexibleFrom: number;
}

const coordinatorRecords = [...groupRecords, ...transactionRecords, ...shareRecords];
const subjects: Subject[] = [
  ...messages.flatMap(({ name, versions, flexibleFrom, request, response }) => [
    { name: `${name} request`, type: request, versions, flexibleFrom },
    { name: `${name} response`, type: response, versions, flexibleFrom },
  ]),
  ...[
    ...metadataRecords,
    ...internalData,
    ...coordinatorRecords.flatMap(({ key, value }) => [key, value]),
  ].map(({ name, versions, flexibleFrom, fields }) => ({
    name,
    type: fields,
    versions,
    flexibleFrom,
  })),
];

const simple = {
  bool: fc.boolean(),
  int8: fc.integer({ min: -0x80, max: 0x7f }),
  int16: fc.integer({ min: -0x8000, max: 0x7fff }),
  uint16: fc.integer({ min: 0, max: 0xffff }),
  int32: fc.integer(),
  uint32: fc.integer({ min: 0, max: 0xffff_ffff }),
  int64: fc.oneof(fc.maxSafeInteger(), fc.constant(INT64_MAX)),
  bigInt64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  float64: fc.double({ noNaN: true }),
  uuid: fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((octets) => Buffer.from(octets).toString('base64url')),
  string: fc.string({ unit: 'grapheme', maxLength: 12 }),
  bytes: fc.uint8Array({ maxLength: 12 }).map((octets) => Buffer.from(octets)),
  records: fc.uint8Array({ maxLength: 12 }).map((octets) => Buffer.from(octets)),
};

/** Values as decoding gives them: absent fields hold their fallback. */
function valuesOf(type: Type, encoding: Encoding): fc.Arbitrary<unknown> {
  const { shape } = type;
  switch (shape.kind) {
    case 'struct':
      return orNull(
        fc.record(
          Object.fromEntries(
            shape.fields.map((field) => [field.name, fieldValues(field, encoding)]),
          ),
        ),
        shape.nullableFrom <= encoding.version,
      );
    case 'array':
      return orNull(
        fc.array(valuesOf(shape.element, encoding), { maxLength: 3 }),
        shape.nullableFrom <= encoding.version,
      );
    case 'string':
    case 'bytes':
    case 'records':
      return orNull(simple[shape.kind], shape.nullableFrom <= encoding.version);
    default:
      return simple[shape.kind];
  }
}

function fieldValues(field: FieldShape, encoding: Encoding): fc.Arbitrary<unknown> {
  const isPresent = field.from <= encoding.version && encoding.version <= field.until;
  const fallback = fc.constant(null).map(() => fallbackOf(field, encoding));
  if (!isPresent) return fallback;
  return field.tag < 0
    ? valuesOf(field.type, encoding)
    : fc.oneof(fallback, valuesOf(field.type, encoding));
}

function fallbackOf(field: FieldShape, encoding: Encoding): unknown {
  return field.fallback === undefined ? codecOf(field.type, encoding).empty() : field.fallback;
}

function orNull(values: fc.Arbitrary<unknown>, isNullable: boolean): fc.Arbitrary<unknown> {
  return isNullable ? fc.option(values, { nil: null }) : values;
}

function encodingsOf(subject: Subject): Encoding[] {
  const [first, last] = subject.versions;
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    version: first + index,
    isFlexible: first + index >= subject.flexibleFrom,
  }));
}

function encode(type: Type, encoding: Encoding, value: unknown): Buffer {
  const writer = new ByteWriter();
  codecOf(type, encoding).write(writer, value);
  return writer.finishWhole();
}

const table = subjects.map((subject) => [subject.name, subject] as const);

describe('every message in every version', () => {
  test('there is a message for each API of Kafka 4.3, and every stored record', () => {
    expect(messages.length).toBe(89);
    expect(subjects.length).toBe(2 * 89 + 26 + 12 + 2 * 25);
  });

  test.each(table)('%s survives the round trip', (_, subject) => {
    for (const encoding of encodingsOf(subject)) {
      fc.assert(
        fc.property(valuesOf(subject.type, encoding), (value) => {
          const bytes = encode(subject.type, encoding, value);
          const reader = new ByteReader(bytes);
          expect(codecOf(subject.type, encoding).read(reader)).toEqual(value);
          expect(reader.remaining).toBe(0);
          expect(bytes.length).toBeGreaterThanOrEqual(codecOf(subject.type, encoding).sizeMin);
        }),
        { numRuns: 8 },
      );
    }
  });

  test.each(table)('%s is refused when its end is missing', (_, subject) => {
    for (const encoding of encodingsOf(subject)) {
      const codec = codecOf(subject.type, encoding);
      fc.assert(
        fc.property(valuesOf(subject.type, encoding), fc.nat(), (value, cut) => {
          const bytes = encode(subject.type, encoding, value);
          if (bytes.length === 0) return;
          const reader = new ByteReader(bytes.subarray(0, cut % bytes.length));
          expect(() => codec.read(reader)).toThrow(MalformedBytesError);
        }),
        { numRuns: 3 },
      );
    }
  });

  test.each(table)(
    '%s with damaged bytes is read or refused, and nothing else happens',
    (_, subject) => {
      for (const encoding of encodingsOf(subject)) {
        const codec = codecOf(subject.type, encoding);
        fc.assert(
          fc.property(
            valuesOf(subject.type, encoding),
            fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
            (value, damages) => {
              const bytes = encode(subject.type, encoding, value);
              for (const [at, octet] of damages)
                if (bytes.length > 0) bytes[at % bytes.length] = octet;
              const reader = new ByteReader(bytes);
              try {
                codec.read(reader);
              } catch (error) {
                expect(error).toBeInstanceOf(MalformedBytesError);
              }
              expect(reader.position).toBeLessThanOrEqual(bytes.length);
            },
          ),
          { numRuns: 5 },
        );
      }
    },
  );
});
