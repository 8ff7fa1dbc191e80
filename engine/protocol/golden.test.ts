/** Frames of a real Apache Kafka 4.3.1: read into objects, and written back to the same bytes. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ByteReader } from '../base/bytes-reader.ts';
import {
  decodeRequest,
  decodeRequestHeader,
  decodeResponse,
  encodeRequest,
  encodeResponse,
} from './frame.ts';
import { apis, apiVersions, fetch, findCoordinator, metadata } from './messages/index.ts';

const folder = fileURLToPath(new URL('./fixtures/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

interface Pair {
  request: Buffer;
  response: Buffer;
}

function load(name: string): Pair {
  const pair = JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Record<keyof Pair, string>;
  return { request: Buffer.from(pair.request, 'hex'), response: Buffer.from(pair.response, 'hex') };
}

/** Both directions of one pair; `version` overrides the one that the answer was written in. */
function decoded(name: string, answeredIn?: number) {
  const { request, response } = load(name);
  const reader = new ByteReader(request);
  const header = decodeRequestHeader(reader);
  const api = apis.get(header.apiKey)!;
  const version = answeredIn ?? header.apiVersion;
  return { header, api, version, reader, request, response };
}

describe('frames of a real Kafka', () => {
  test('there are frames to look at', () => {
    expect(names.length).toBeGreaterThanOrEqual(14);
  });

  test.each(names.filter((name) => !name.includes('v99')))(
    '%s: the request survives a round trip',
    (name) => {
      const { header, api, version, reader, request } = decoded(name);
      const body = decodeRequest(api, version, reader);
      expect(reader.remaining).toBe(0);
      const { correlationId, clientId } = header;
      const again = Buffer.concat(encodeRequest(api, { version, correlationId, clientId }, body));
      expect(again.subarray(4).toString('hex')).toBe(request.toString('hex'));
      expect(again.readInt32BE(0)).toBe(request.length);
    },
  );

  test.each(names.filter((name) => !name.includes('v99')))(
    '%s: the response survives a round trip',
    (name) => {
      const { api, version, response } = decoded(name);
      const { correlationId, body } = decodeResponse(api, version, response);
      const again = Buffer.concat(encodeResponse(api, { version, correlationId }, body));
      expect(again.subarray(4).toString('hex')).toBe(response.toString('hex'));
    },
  );
});
