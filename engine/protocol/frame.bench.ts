/** What a frame costs: `node engine/protocol/frame.bench.ts`. */

import { bench, group, run } from 'mitata';
import { ByteReader } from '../base/bytes-reader.ts';
import {
  decodeRequest,
  decodeRequestHeader,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from './frame.ts';
import { fetch, heartbeat, produce } from './messages/index.ts';

const clientId = 'bench';
const topicId = 'L3yGVqXPTwWUBUPNYFBNdw';
const batch = Buffer.alloc(16_384);
const partitions = [0, 1, 2, 3, 4, 5];

const heartbeatBody = {
  groupId: 'orders',
  generationId: 7,
  memberId: 'client-1b5f39cd-6b72-4264-9636-ea13570a64b4',
};
const produceBody = {
  acks: -1,
  timeoutMs: 30_000,
  topicData: [{ name: 'widgets', topicId, partitionData: [{ index: 0, records: batch }] }],
};
const fetchRequestBody = {
  maxWaitMs: 500,
  minBytes: 1,
  topics: [
    {
      topic: 'widgets',
      topicId,
      partitions: partitions.map((partition) => ({
        partition,
        fetchOffset: 123_456,
        partitionMaxBytes: 1_048_576,
      })),
    },
  ],
};
const fetchResponseBody = {
  responses: [
    {
      topic: 'widgets',
      topicId,
      partitions: partitions.map((partitionIndex) => ({
        partitionIndex,
        errorCode: 0,
        highWatermark: 123_456,
        abortedTransactions: null,
        records: [batch],
      })),
    },
  ],
};

function frameOf(chunks: readonly Buffer[]): Buffer {
  return Buffer.concat(chunks).subarray(4);
}

for (const [name, api, version, body] of [
  ['Heartbeat 3', heartbeat, 3, heartbeatBody],
  ['Heartbeat 4', heartbeat, 4, heartbeatBody],
  ['Produce 7', produce, 7, produceBody],
  ['Produce 13', produce, 13, produceBody],
  ['Fetch 11, 6 partitions', fetch, 11, fetchRequestBody],
  ['Fetch 18, 6 partitions', fetch, 18, fetchRequestBody],
] as const) {
  group(`${name} request`, () => {
    const header = { version, correlationId: 1, clientId };
    const frame = frameOf(encodeRequest(api, header, body as never));
    bench('encode', () => encodeRequest(api, header, body as never));
    bench('decode', () => {
      const reader = new ByteReader(frame);
      decodeRequestHeader(reader);
      return decodeRequest(api, version, reader);
    });
  });
}

for (const version of [11, 18]) {
  group(`Fetch ${version} response, 6 partitions of 16 KiB`, () => {
    const header = { version, correlationId: 1 };
    const frame = frameOf(encodeResponse(fetch, header, fetchResponseBody));
    bench('encode', () => encodeResponse(fetch, header, fetchResponseBody));
    bench('decode', () => decodeResponse(fetch, version, frame));
  });
}

await run();
