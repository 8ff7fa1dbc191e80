/** Numbers, text and views: what is written is read back, and nothing is read that is not there. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionError } from './assert.ts';
import {
  ByteReader,
  INT64_MAX,
  INT64_MIN,
  MalformedBytesError,
  ZERO_UUID,
} from './bytes-reader.ts';
import { ByteWriter } from './bytes-writer.ts';

function written(write: (writer: ByteWriter) => void): string {
  const writer = new ByteWriter();
  write(writer);
  return writer.finishWhole().toString('hex');
}

function reader(hex: string): ByteReader {
  return new ByteReader(Buffer.from(hex, 'hex'));
}

describe('numbers have the bytes that Kafka gives them', () => {
  test.each([
    ['int8', written((writer) => writer.int8(-2)), 'fe'],
    ['uint8', written((writer) => writer.uint8(254)), 'fe'],
    ['bool', written((writer) => writer.bool(true)), '01'],
    ['int16', written((writer) => writer.int16(-2)), 'fffe'],
    ['uint16', written((writer) => writer.uint16(0xfffe)), 'fffe'],
    ['int32', written((writer) => writer.int32(-2)), 'fffffffe'],
    ['uint32', written((writer) => writer.uint32(0xffff_fffe)), 'fffffffe'],
    ['int64', written((writer) => writer.int64(-2)), 'fffffffffffffffe'],
    ['a large int64', written((writer) => writer.int64(2 ** 53 - 1)), '001fffffffffffff'],
    ['the largest int64', written((writer) => writer.int64(INT64_MAX)), '7fffffffffffffff'],
    ['the smallest int64', written((writer) => writer.int64(INT64_MIN)), '8000000000000000'],
    ['bigInt64', written((writer) => writer.bigInt64(-2n)), 'fffffffffffffffe'],
    ['float64', written((writer) => writer.float64(1.5)), '3ff8000000000000'],
    ['uvarint', written((writer) => writer.uvarint(300)), 'ac02'],
    ['the largest uvarint', written((writer) => writer.uvarint(0xffff_ffff)), 'ffffffff0f'],
    ['varint', written((writer) => writer.varint(-65)), '8101'],
    ['varlong', written((writer) => writer.varlong(-65)), '8101'],
    ['uuid', written((writer) => writer.uuid(ZERO_UUID)), '00'.repeat(16)],
  ])('%s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });
});

describe('what is written is read back', () => {
  const kinds = [
    ['int8', fc.integer({ min: -0x80, max: 0x7f })],
    ['uint8', fc.integer({ min: 0, max: 0xff })],
    ['int16', fc.integer({ min: -0x8000, max: 0x7fff })],
    ['uint16', fc.integer({ min: 0, max: 0xffff })],
    ['int32', fc.integer()],
    ['uint32', fc.integer({ min: 0, max: 0xffff_ffff })],
    ['int64', fc.oneof(fc.maxSafeInteger(), fc.constantFrom(INT64_MAX, INT64_MIN))],
    ['float64', fc.double()],
    ['uvarint', fc.integer({ min: 0, max: 0xffff_ffff })],
    ['varint', fc.integer()],
    ['varlong', fc.maxSafeInteger()],
  ] as const;

  test.each(kinds)('%s', (kind, values) => {
    fc.assert(
      fc.property(fc.array(values), (numbers) => {
        const writer = new ByteWriter();
        for (const value of numbers) writer[kind](value);
        const bytes = new ByteReader(writer.finishWhole());
        expect(numbers.map(() => bytes[kind]())).toEqual(numbers);
        expect(bytes.remaining).toBe(0);
      }),
    );
  });

  test('text in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const writer = new ByteWriter();
        const length = Buffer.byteLength(text);
        writer.text(text, length);
        expect(new ByteReader(writer.finishWhole()).text(length)).toBe(text);
      }),
    );
  });

  test('a UUID', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (octets) => {
        const text = Buffer.from(octets).toString('base64url');
        const hex = written((writer) => writer.uuid(text));
        expect(hex).toBe(Buffer.from(octets).toString('hex'));
        expect(reader(hex).uuid()).toBe(text);
      }),
    );
  });
});

describe('a reader never leaves its range', () => {
  test('reading stops at the end that was given, not at the end of the buffer', () => {
    const bytes = new ByteReader(Buffer.from('0000000100000002', 'hex'), 0, 6);
    expect(bytes.int32()).toBe(1);
    expect(() => bytes.int32()).toThrow('4 bytes were expected at byte 4, but only 2 remain.');
    expect(bytes.position).toBe(4);
  });

  test.each([
    ['int8', '', (bytes: ByteReader) => bytes.int8()],
    ['int16', '00', (bytes: ByteReader) => bytes.int16()],
    ['int64', '00000000', (bytes: ByteReader) => bytes.int64()],
    ['float64', '00', (bytes: ByteReader) => bytes.float64()],
    ['uuid', '00', (bytes: ByteReader) => bytes.uuid()],
    ['uvarint', '80', (bytes: ByteReader) => bytes.uvarint()],
    ['a uvarint of 33 bits', 'ffffffff1f', (bytes: ByteReader) => bytes.uvarint()],
    ['a uvarint of six bytes', '808080808000', (bytes: ByteReader) => bytes.uvarint()],
    ['varlong', '80', (bytes: ByteReader) => bytes.varlong()],
    ['a varlong of 64 bits', 'ffffffffffffffffff01', (bytes: ByteReader) => bytes.varlong()],
    ['an endless varlong', 'ff'.repeat(11), (bytes: ByteReader) => bytes.varlong()],
    ['an int64 that is not exact', '7f00000000000000', (bytes: ByteReader) => bytes.int64()],
    ['text', '6162', (bytes: ByteReader) => bytes.text(3)],
    ['bytes of a negative length', '6162', (bytes: ByteReader) => bytes.bytes(-2)],
    ['bytes of no length', '6162', (bytes: ByteReader) => bytes.bytes(Number.NaN)],
  ])('%s', (_, hex, read) => {
    expect(() => read(reader(hex))).toThrow(MalformedBytesError);
  });

  test('a count is refused when its elements cannot be there', () => {
    expect(reader('0000').checkCount(2, 1)).toBe(2);
    expect(() => reader('0000').checkCount(2, 2)).toThrow(
      'A list at byte 0 claims 2 elements, but only 2 bytes remain.',
    );
    expect(() => reader('0000').checkCount(-1, 1)).toThrow(MalformedBytesError);
  });

  test('all lists together may hold no more elements than allowed', () => {
    const bytes = reader('000000');
    bytes.elementsLeft = 3;
    bytes.checkCount(2, 1);
    expect(() => bytes.checkCount(2, 1)).toThrow('have too many elements');
  });

  test('bytes are a view', () => {
    const buffer = Buffer.from('0102', 'hex');
    const view = new ByteReader(buffer).bytes(2);
    buffer[0] = 9;
    expect(view.toString('hex')).toBe('0902');
  });
});

describe('a writer', () => {
  test('refuses numbers outside of their type', () => {
    const writer = new ByteWriter();
    const mistakes = [
      () => writer.int8(128),
      () => writer.int16(-0x8001),
      () => writer.int32(Number.NaN),
      () => writer.int64(2 ** 60),
      () => writer.uvarint(-1),
      () => writer.varint(2 ** 31),
      () => writer.varlong(2 ** 60),
      () => writer.uuid('short'),
    ];
    for (const mistake of mistakes) expect(mistake).toThrow(AssertionError);
  });

  test('copies small buffers and passes large ones on', () => {
    const small = Buffer.alloc(10, 1);
    const large = Buffer.alloc(10_000, 2);
    const writer = new ByteWriter();
    writer.int8(7);
    writer.bytes(small);
    writer.bytes(large);
    writer.int8(8);
    expect(writer.length).toBe(10_012);
    const chunks = writer.finish();
    expect(chunks.map(({ length }) => length)).toEqual([11, 10_000, 1]);
    expect(chunks[1]).toBe(large);
  });

  test('passes a large view of another typed array on without its neighbours', () => {
    const octets = new Uint8Array(4000).fill(1);
    octets.fill(2, 1000, 3000);
    const writer = new ByteWriter();
    writer.bytes(octets.subarray(1000, 3000));
    expect(writer.finishWhole().equals(Buffer.alloc(2000, 2))).toBe(true);
  });

  test('grows past its first slab', () => {
    const writer = new ByteWriter();
    for (let index = 0; index < 50_000; index++) writer.int32(index);
    const bytes = new ByteReader(writer.finishWhole());
    for (let index = 0; index < 50_000; index++) expect(bytes.int32()).toBe(index);
  });

  test('does not touch what an earlier or a simultaneous writer gave away', () => {
    const first = new ByteWriter();
    first.int32(1);
    const second = new ByteWriter();
    second.int32(2);
    first.int32(3);
    const one = first.finishWhole();
    const two = second.finishWhole();
    const third = new ByteWriter();
    third.int32(4);
    const three = third.finishWhole();
    expect([one, two, three].map((buffer) => buffer.toString('hex'))).toEqual([
      '0000000100000003',
      '00000002',
      '00000004',
    ]);
  });

  test('of nothing gives nothing', () => {
    expect(new ByteWriter().finishWhole().length).toBe(0);
  });
});
