/** Frames of a real Apache Kafka 4.3.1: read into objects, and written back to the same bytes. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ByteReader } from '../base/bytes-reader.ts';
import { ErrorCode } from './error-codes.ts';
import {
  decodeRequest,
  decodeRequestHeader,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from './frame.ts';
import { apis, apiVersions, fetch, findCoordinator, metadata } from './messages/index.ts';

const folder = fileURLToPath(new URL('./fixtures/wire/', import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));
/** The broker does not read the body of this request, and answers in version 0. */
const readable = names.filter((name) => name !== 'ApiVersions-v99-unsupported');

interface Pair {
  request: Buffer;
  response: Buffer;
}

function load(name: string): Pair {
  const pair = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Record<
    keyof Pair,
    string
  >;
  return { request: Buffer.from(pair.request, 'hex'), response: Buffer.from(pair.response, 'hex') };
}

function requestOf(name: string) {
  const { request, response } = load(name);
  const reader = new ByteReader(request);
  const header = decodeRequestHeader(reader);
  return { header, api: apis.get(header.apiKey)!, reader, request, response };
}

describe('frames of a real Kafka survive the round trip', () => {
  test('there are frames to look at', () => {
    expect(names.length).toBe(16);
  });

  test.each(readable)('request of %s', (name) => {
    const { header, api, reader, request } = requestOf(name);
    const body = decodeRequest(api, header.apiVersion, reader);
    expect(reader.remaining).toBe(0);
    const { correlationId, clientId } = header;
    const again = Buffer.concat(
      encodeRequest(api, { version: header.apiVersion, correlationId, clientId }, body),
    );
    expect(again.readInt32BE(0)).toBe(request.length);
    expect(again.subarray(4).toString('hex')).toBe(request.toString('hex'));
  });

  test.each(readable)('response of %s', (name) => {
    const { header, api, response } = requestOf(name);
    const { correlationId, body } = decodeResponse(api, header.apiVersion, response);
    const again = Buffer.concat(
      encodeResponse(api, { version: header.apiVersion, correlationId }, body),
    );
    expect(again.subarray(4).toString('hex')).toBe(response.toString('hex'));
  });
});

describe('frames of a real Kafka mean what they should', () => {
  test('a request header names API, version, correlation and client', () => {
    expect(requestOf('ApiVersions-v4').header).toEqual({
      apiKey: 18,
      apiVersion: 4,
      correlationId: 7,
      clientId: 'golden',
    });
  });

  test('an unknown version of ApiVersions is answered in version 0, with its own range', () => {
    const { response } = load('ApiVersions-v99-unsupported');
    expect(decodeResponse(apiVersions, 0, response)).toEqual({
      correlationId: 7,
      body: {
        errorCode: ErrorCode.UNSUPPORTED_VERSION,
        apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 4 }],
        throttleTimeMs: 0,
        supportedFeatures: [],
        finalizedFeaturesEpoch: -1,
        finalizedFeatures: [],
        zkMigrationReady: false,
      },
    });
  });

  test('what a real broker advertises is what the tables say, but for the telemetry that it switches off', () => {
    const { body } = decodeResponse(apiVersions, 4, load('ApiVersions-v4').response);
    const telemetry = [71, 72];
    const ours = [...apis.values()]
      .filter(({ key, listeners }) => listeners.includes('broker') && !telemetry.includes(key))
      .map(({ key, advertised }) => ({
        apiKey: key,
        minVersion: advertised[0],
        maxVersion: advertised[1],
      }));
    expect(ours).toEqual([...body.apiKeys].sort((one, other) => one.apiKey - other.apiKey));
  });

  test('metadata names brokers, leaders and in-sync sets', () => {
    const { body } = decodeResponse(metadata, 12, load('Metadata-v12-one').response);
    const { brokers, topics, controllerId } = body;
    expect(new Set(brokers.map(({ nodeId }) => nodeId))).toEqual(new Set([1, 2, 3]));
    expect([1, 2, 3]).toContain(controllerId);
    expect(topics.map(({ name, errorCode }) => ({ name, errorCode }))).toEqual([
      { name: 'wire', errorCode: ErrorCode.NONE },
    ]);
    expect(topics[0]!.topicId).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(new Set(topics[0]!.partitions[0]!.replicaNodes)).toEqual(new Set([1, 2, 3]));
  });

  test('an unknown topic has a name and an error', () => {
    const { body } = decodeResponse(metadata, 12, load('Metadata-v12-unknown-topic').response);
    expect(body.topics.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
  });

  test('a coordinator that is not there yet, and then is', () => {
    const before = decodeResponse(findCoordinator, 4, load('FindCoordinator-v4-group').response);
    const after = decodeResponse(
      findCoordinator,
      4,
      load('FindCoordinator-v4-group-again').response,
    );
    expect(before.body.coordinators[0]!.errorCode).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    expect(after.body.coordinators[0]!.errorCode).toBe(ErrorCode.NONE);
    expect(after.body.coordinators[0]!.port).toBeGreaterThan(0);
  });

  test('fetched records are a view of the frame, not a copy', () => {
    const { response } = load('Fetch-v12');
    const { body } = decodeResponse(fetch, 12, response);
    const { records } = body.responses[0]!.partitions[0]!;
    expect(records!.length).toBeGreaterThan(61);
    expect(records!.buffer).toBe(response.buffer);
    // The 17th byte of a batch is its magic.
    expect(records![16]).toBe(2);
  });

  test('a fetch out of range says so', () => {
    const { body } = decodeResponse(fetch, 12, load('Fetch-v12-out-of-range').response);
    expect(body.responses[0]!.partitions[0]!.errorCode).toBe(ErrorCode.OFFSET_OUT_OF_RANGE);
  });
});
