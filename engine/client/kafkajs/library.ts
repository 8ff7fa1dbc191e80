/** The library itself: set up once, its log redirected, its errors told in our words. */

import kafkajs, { type Kafka, type KafkaConfig, type SASLOptions } from 'kafkajs';
import { EngineError, messageOf } from '../../base/errors.ts';
import type { Address } from '../../base/ports/network.ts';
import type { CodecName } from '../../records/codecs/define-codec.ts';
import { codecs } from '../../records/codecs/index.ts';
import { DECOMPRESSED_SIZE_MAX } from '../../records/record-cursor.ts';
import type { ClientOptions, Security } from '../client-options.ts';
import { clusterUnreachable, KafkaError } from '../errors.ts';

// A CommonJS module, of which only some names can be imported directly.
const { CompressionCodecs, CompressionTypes } = kafkajs;

/** The numbers of kafkajs' log levels. */
const LEVEL = { nothing: 0, error: 1, warning: 2, info: 4 } as const;

export const compressionTypes: Readonly<Record<CodecName, number>> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};

// The library knows gzip only; what it reads and writes goes through our codecs.
for (const { name, compress, decompress } of codecs) {
  const codec = {
    compress: (encoder: { buffer: Buffer }) => Promise.resolve(compress(encoder.buffer)),
    decompress: (bytes: Buffer) => Promise.resolve(decompress(bytes, DECOMPRESSED_SIZE_MAX)),
  };
  if (name !== 'none') Object.assign(CompressionCodecs, { [compressionTypes[name]]: () => codec });
}

export function openLibrary(bootstrap: readonly Address[], options: ClientOptions): Kafka {
  const { onLog } = options;
  const config: KafkaConfig = {
    clientId: options.clientId,
    brokers: bootstrap.map(
      ({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`,
    ),
    ...securityOf(options.security ?? {}),
    requestTimeout: options.requestTimeoutMs ?? 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 20 },
    logLevel: onLog === undefined ? LEVEL.nothing : LEVEL.warning,
    logCreator:
      () =>
      ({ level, log }) => {
        const isError = Number(level) === LEVEL.error;
        onLog?.({ level: isError ? 'error' : 'warning', message: log.message });
      },
  };
  return new kafkajs.Kafka(config);
}

function securityOf({ tls, sasl }: Security): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return {
    ...(tls !== undefined && { ssl: tls }),
    ...(sasl !== undefined && { sasl: sasl as SASLOptions }),
  };
}

interface LibraryError extends Error {
  type?: string;
  code?: unknown;
  cause?: unknown;
  errors?: unknown[];
}

/** Whatever kafkajs has thrown, as an error of ours. */
export function translated(error: unknown, bootstrap: readonly Address[]): EngineError {
  if (error instanceof EngineError) return error;
  const known = error as LibraryError;
  if (known.name === 'KafkaJSSASLAuthenticationError') {
    return new EngineError('AUTHENTICATION_FAILED', messageOf(error), {
      hint: 'Check the mechanism, the user name and the password.',
      cause: error,
    });
  }
  if (known.name === 'KafkaJSConnectionError' || known.name === 'KafkaJSBrokerNotFound') {
    const names = bootstrap.map(({ host, port }) => `${host}:${port}`).join(', ');
    return clusterUnreachable(names, error);
  }
  if (typeof known.type === 'string' && typeof known.code === 'number') {
    return new KafkaError(known.code, known.type, known.message);
  }
  const [first] = known.errors ?? [];
  if (first !== undefined) return translated(first, bootstrap);
  // What kept it from succeeding says more than that it gave up.
  if (known.name === 'KafkaJSNumberOfRetriesExceeded' && known.cause !== undefined) {
    return translated(known.cause, bootstrap);
  }
  return new EngineError('CLIENT_FAILED', messageOf(error), { cause: error });
}
