/** Opens the door to a cluster: on our own codec, or on kafkajs where a cluster wants TLS or SASL. */

import type { Address } from '../base/ports/network.ts';
import type { ClientOptions } from './client-options.ts';
import type { ClusterClient } from './cluster-client.ts';
import { badAddress } from './errors.ts';
import { WireClient } from './wire/wire-client.ts';

/** Nothing is connected before the first call. */
export async function openClient(options: ClientOptions): Promise<ClusterClient> {
  const addresses = parseBootstrap(options.bootstrap);
  if (options.security?.tls === undefined && options.security?.sasl === undefined) {
    return new WireClient(addresses, options);
  }
  const { KafkajsClient } = await import('./kafkajs/kafkajs-client.ts');
  return new KafkajsClient(addresses, options);
}

/** `a:9092,b:9093`; an IPv6 address stands in brackets. */
export function parseBootstrap(text: string): Address[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) throw badAddress(text);
  return parts.map(parseAddress);
}

function parseAddress(text: string): Address {
  const match = /^(?:[A-Z_]+:\/\/)?(?:\[([0-9a-fA-F:]+)\]|([^:[\]\s/]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || !(port >= 1 && port <= 65_535)) throw badAddress(text);
  return { host, port };
}
