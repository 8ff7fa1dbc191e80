/** What kafkajs throws is told in our words. */

import { describe, expect, test } from 'vitest';
import { EngineError } from '../../base/errors.ts';
import { translated } from './library.ts';

const bootstrap = [{ host: 'kafka', port: 9093 }];

function libraryError(name: string, fields: object = {}): Error {
  return Object.assign(new Error('as the library says it'), { name, ...fields });
}

describe('errors of the library', () => {
  test.each([
    ['wrong credentials', libraryError('KafkaJSSASLAuthenticationError'), 'AUTHENTICATION_FAILED'],
    ['no connection', libraryError('KafkaJSConnectionError'), 'CLUSTER_UNREACHABLE'],
    ['no broker', libraryError('KafkaJSBrokerNotFound'), 'CLUSTER_UNREACHABLE'],
    [
      'a broker that refuses',
      libraryError('KafkaJSProtocolError', { type: 'GROUP_AUTHORIZATION_FAILED', code: 30 }),
      'GROUP_AUTHORIZATION_FAILED',
    ],
    [
      'giving up, for a reason',
      libraryError('KafkaJSNumberOfRetriesExceeded', {
        cause: libraryError('KafkaJSConnectionError'),
      }),
      'CLUSTER_UNREACHABLE',
    ],
    [
      'several errors, of which the first counts',
      libraryError('KafkaJSAggregateError', {
        errors: [libraryError('KafkaJSCreateTopicError', { type: 'INVALID_PARTITIONS', code: 37 })],
      }),
      'INVALID_PARTITIONS',
    ],
    ['anything else', libraryError('KafkaJSNonRetriableError'), 'CLIENT_FAILED'],
    ['what is no error at all', 'text', 'CLIENT_FAILED'],
  ])('%s', (_, thrown, code) => {
    const error = translated(thrown, bootstrap);
    expect(error).toBeInstanceOf(EngineError);
    expect(error.code).toBe(code);
  });

  test('our own errors stay as they are', () => {
    const error = new EngineError('UNKNOWN_PARTITION', 'None.');
    expect(translated(error, bootstrap)).toBe(error);
  });

  test('an unreachable cluster is named with what to try', () => {
    expect(translated(libraryError('KafkaJSConnectionError'), bootstrap)).toMatchObject({
      message: 'No broker answers at kafka:9093.',
      hint: 'Is the cluster running, and are the bootstrap servers right?',
    });
  });
});
