/** Headers and bodies of requests and responses, and the traps between them. */

import { describe, expect, test } from 'vitest';
import { AssertionError } from '../base/assert.ts';
import { ByteReader, MalformedBytesError, ZERO_UUID } from '../base/bytes-reader.ts';
import { ErrorCode } from './error-codes.ts';
import {
  correlationIdOf,
  decodeRequest,
  decodeRequestHeader,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from './frame.ts';
import {
  apiVersions,
  fetch,
  heartbeat,
  metadata,
  produce,
  saslHandshake,
} from './messages/index.ts';

const clientId = 'tester';

function body(chunks: readonly Buffer[]): Buffer {
  return Buffer.concat(chunks).subarray(4);
}

const member = { groupId: 'g', generationId: 1, memberId: 'm' };

describe('request headers', () => {
  test('before the flexible versions a header has no tags', () => {
    const frame = encodeRequest(heartbeat, { version: 3, correlationId: 5, clientId }, member);
    expect(Buffer.concat(frame).toString('hex')).toBe(
      '0000001c' +
        '000c' +
        '0003' +
        '00000005' +
        '0006746573746572' +
        '000167' +
        '00000001' +
        '00016d' +
        'ffff',
    );
  });

  test('in flexible versions the client id keeps its 16-bit length and tags follow', () => {
    const frame = encodeRequest(heartbeat, { version: 4, correlationId: 5, clientId }, member);
    expect(Buffer.concat(frame).toString('hex')).toBe(
      '0000001b' +
        '000c' +
        '0004' +
        '00000005' +
        '0006746573746572' +
        '00' +
        '0267' +
        '00000001' +
        '026d' +
        '00' +
        '00',
    );
  });

  test('a header may have no client id', () => {
    const chunks = encodeRequest(
      heartbeat,
      { version: 0, correlationId: 1, clientId: null },
      member,
    );
    expect(decodeRequestHeader(new ByteReader(body(chunks))).clientId).toBeNull();
  });

  test('unknown header tags are skipped', () => {
    const hex =
      '000c' +
      '0004' +
      '00000005' +
      'ffff' +
      '02' +
      '0003010203' +
      '0700' +
      '0267' +
      '00000001' +
      '026d' +
      '00' +
      '00';
    const reader = new ByteReader(Buffer.from(hex, 'hex'));
    expect(decodeRequestHeader(reader).correlationId).toBe(5);
    expect(decodeRequest(heartbeat, 4, reader)).toEqual({ ...member, groupInstanceId: null });
  });

  test('SaslHandshake never has tags', () => {
    const chunks = encodeRequest(
      saslHandshake,
      { version: 1, correlationId: 1, clientId: null },
      { mechanism: 'PLAIN' },
    );
    expect(body(chunks).toString('hex')).toBe(
      '0011' + '0001' + '00000001' + 'ffff' + '0005504c41494e',
    );
  });

  test('an unknown API key is read up to the client id, so that it can be named', () => {
    const reader = new ByteReader(Buffer.from('0fff' + '0001' + '00000009' + 'ffff', 'hex'));
    expect(decodeRequestHeader(reader)).toEqual({
      apiKey: 4095,
      apiVersion: 1,
      correlationId: 9,
      clientId: null,
    });
  });

  test.each([
    ['nothing', ''],
    ['half a header', '000c0004'],
    ['a client id that is longer than the frame', '000c0004000000057fff61'],
    ['a negative client id', '000c000400000005fffe'],
    ['an absurd number of tags', '000c000400000005ffffffffffff0f'],
  ])('%s is refused', (_, hex) => {
    expect(() => decodeRequestHeader(new ByteReader(Buffer.from(hex, 'hex')))).toThrow(
      MalformedBytesError,
    );
  });
});

describe('responses', () => {
  test('ApiVersions answers without header tags in every version', () => {
    const answer = { errorCode: ErrorCode.NONE, apiKeys: [] };
    const chunks = encodeResponse(apiVersions, { version: 4, correlationId: 2 }, answer);
    expect(body(chunks).toString('hex')).toBe('00000002' + '0000' + '01' + '00000000' + '00');
    expect(decodeResponse(apiVersions, 4, body(chunks)).body.apiKeys).toEqual([]);
  });

  test('other flexible responses have header tags', () => {
    const chunks = encodeResponse(heartbeat, { version: 4, correlationId: 2 }, { errorCode: 27 });
    expect(body(chunks).toString('hex')).toBe('00000002' + '00' + '00000000' + '001b' + '00');
    expect(correlationIdOf(body(chunks))).toBe(2);
    expect(decodeResponse(heartbeat, 4, body(chunks))).toEqual({
      correlationId: 2,
      body: { throttleTimeMs: 0, errorCode: 27 },
    });
  });

  test('large records are passed through as they are, in several chunks', () => {
    const batches = [Buffer.alloc(2000, 1), Buffer.alloc(3000, 2)];
    const partition = {
      partitionIndex: 0,
      errorCode: 0,
      highWatermark: 9,
      abortedTransactions: null,
      records: batches,
    };
    const chunks = encodeResponse(
      fetch,
      { version: 12, correlationId: 1 },
      { responses: [{ topic: 't', partitions: [partition] }] },
    );
    expect(chunks).toContain(batches[0]);
    expect(chunks).toContain(batches[1]);
    expect(chunks[0]!.readInt32BE(0)).toBe(Buffer.concat(chunks).length - 4);
    const decoded = decodeResponse(fetch, 12, body(chunks)).body.responses[0]!.partitions[0]!;
    expect(decoded.records!.equals(Buffer.concat(batches))).toBe(true);
    expect(decoded.divergingEpoch).toEqual({ epoch: -1, endOffset: -1 });
  });
});

describe('fields of other versions', () => {
  test('a field that a version lacks is not written and reads as its default', () => {
    const draft = { ...member, groupInstanceId: 'static' };
    const decode = (version: number) => {
      const chunks = encodeRequest(heartbeat, { version, correlationId: 1, clientId }, draft);
      const reader = new ByteReader(body(chunks));
      decodeRequestHeader(reader);
      return decodeRequest(heartbeat, version, reader).groupInstanceId;
    };
    expect([0, 2, 3, 4].map(decode)).toEqual([null, null, 'static', 'static']);
  });

  test('a topic is named in one version and numbered in the next', () => {
    const topic = { name: 'widgets', topicId: 'L3yGVqXPTwWUBUPNYFBNdw', partitionData: [] };
    const decode = (version: number) => {
      const draft = { acks: -1, timeoutMs: 1, topicData: [topic] };
      const reader = new ByteReader(
        body(encodeRequest(produce, { version, correlationId: 1, clientId }, draft)),
      );
      decodeRequestHeader(reader);
      const { name, topicId } = decodeRequest(produce, version, reader).topicData[0]!;
      return [name, topicId];
    };
    expect(decode(12)).toEqual(['widgets', ZERO_UUID]);
    expect(decode(13)).toEqual(['', 'L3yGVqXPTwWUBUPNYFBNdw']);
  });

  test('all topics are asked for with an empty list first, and with null from version 1 on', () => {
    const encode = (version: number) =>
      body(
        encodeRequest(metadata, { version, correlationId: 1, clientId: null }, { topics: null }),
      );
    expect(encode(1).subarray(-4).toString('hex')).toBe('ffffffff');
    expect(() => encode(0)).toThrow(AssertionError);
  });
});

describe('hostile requests', () => {
  test('a version that the API lacks is refused when read and a mistake when written', () => {
    expect(() => decodeRequest(heartbeat, 5, new ByteReader(Buffer.alloc(9)))).toThrow(
      'Heartbeat has no version 5.',
    );
    expect(() =>
      encodeRequest(heartbeat, { version: 5, correlationId: 1, clientId }, member),
    ).toThrow(AssertionError);
  });

  test.each([
    ['two thousand million topics', 1, '7fffffff'],
    ['a negative number of topics', 1, 'fffffffe'],
    ['topics that fill no byte', 9, 'ffffffff0f'],
    ['a name that is longer than the frame', 1, '00000001' + '7fff'],
  ])('%s in a small frame are refused before memory is taken', (_, version, hex) => {
    const reader = new ByteReader(Buffer.from(hex, 'hex'));
    expect(() => decodeRequest(metadata, version, reader)).toThrow(
      /^The Metadata request of version \d cannot be read: /,
    );
  });

  test('a frame full of tiny elements is refused', () => {
    const bytes = Buffer.alloc(3_000_004);
    bytes.writeInt32BE(1_500_000, 0);
    expect(() => decodeRequest(metadata, 1, new ByteReader(bytes))).toThrow('too many elements');
  });

  test('what stands behind the last field is left alone', () => {
    const chunks = encodeRequest(heartbeat, { version: 0, correlationId: 1, clientId }, member);
    const reader = new ByteReader(Buffer.concat([body(chunks), Buffer.from('more')]));
    decodeRequestHeader(reader);
    decodeRequest(heartbeat, 0, reader);
    expect(reader.remaining).toBe(4);
  });
});
