/** Declares one API: its key, its versions, and the fields of its request and its response. */

import { struct, type Fields, type Struct } from './schema.ts';

export type VersionRange = readonly [number, number];

/** Which of a node's listeners answer an API. */
export type ListenerKind = 'broker' | 'controller';

export interface Api<Request extends Fields = Fields, Response extends Fields = Fields> {
  readonly key: number;
  /** Kafka's name, as `kafka-broker-api-versions` prints it. */
  readonly name: string;
  /** The versions that can be read and written, both included. */
  readonly versions: VersionRange;
  /** What Kafka 4.3 says it supports; differs from `versions` where old clients want to see more, or less is stable. */
  readonly advertised: VersionRange;
  /** The first version with compact lengths and tagged fields; infinite where there is none. */
  readonly flexibleFrom: number;
  readonly listeners: readonly ListenerKind[];
  readonly request: Struct<Request>;
  readonly response: Struct<Response>;
}

export function api<const Request extends Fields, const Response extends Fields>(declared: {
  key: number;
  name: string;
  versions: VersionRange;
  advertised?: VersionRange;
  flexibleFrom: number;
  listeners: readonly ListenerKind[];
  request: Request;
  response: Response;
}): Api<Request, Response> {
  return {
    ...declared,
    advertised: declared.advertised ?? declared.versions,
    request: struct(declared.request),
    response: struct(declared.response),
  };
}

export function supportsVersion(target: Api, version: number): boolean {
  return version >= target.versions[0] && version <= target.versions[1];
}
