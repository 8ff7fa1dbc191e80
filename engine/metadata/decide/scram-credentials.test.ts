/** SCRAM credentials: what is kept of a password, and which changes are refused. */

import { pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { TestCluster } from '../fixtures/cluster.ts';
import { scramCredentialKey } from '../scram-credentials.ts';
import { alterUserScramCredentials } from './alter-user-scram-credentials.ts';

const SHA_256 = 1;
const SHA_512 = 2;

function upsertion(name: string, mechanism = SHA_256, iterations = 4096) {
  const salt = Buffer.from('salt');
  return { name, mechanism, iterations, salt, saltedPassword: Buffer.alloc(32, 7) };
}

function alter(
  on: TestCluster,
  upsertions: ReturnType<typeof upsertion>[],
  deletions: { name: string; mechanism: number }[] = [],
): [string, number, string | null][] {
  const request = { upsertions, deletions };
  const { results } = on.run((state) => alterUserScramCredentials(state, request));
  return results.map(({ user, errorCode, errorMessage }) => [user, errorCode, errorMessage]);
}

function users(on: TestCluster): string[] {
  return [...on.image.scramCredentials.keys()];
}

test('keys are kept and the password is not: the example of RFC 7677', () => {
  const on = new TestCluster();
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  const saltedPassword = pbkdf2Sync('pencil', salt, 4096, 32, 'sha256');
  alter(on, [{ name: 'user', mechanism: SHA_256, iterations: 4096, salt, saltedPassword }]);
  const kept = on.image.scramCredentials.get(scramCredentialKey(SHA_256, 'user'))!;
  expect({
    ...kept,
    salt: kept.salt.toString('base64'),
    storedKey: kept.storedKey.toString('base64'),
    serverKey: kept.serverKey.toString('base64'),
  }).toEqual({
    name: 'user',
    mechanism: SHA_256,
    iterations: 4096,
    salt: 'W22ZaJ0SNY7soEsUEjb6gQ==',
    storedKey: 'WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=',
    serverKey: 'wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  });
});

test('a credential is replaced and removed, each mechanism by itself', () => {
  const on = new TestCluster();
  alter(on, [upsertion('a', SHA_256)]);
  alter(on, [upsertion('a', SHA_512)]);
  alter(on, [upsertion('a', SHA_256, 8192)]);
  expect(users(on)).toEqual(['1:a', '2:a']);
  expect(on.image.scramCredentials.get('1:a')!.iterations).toBe(8192);
  expect(alter(on, [], [{ name: 'a', mechanism: SHA_256 }])).toEqual([['a', 0, null]]);
  expect(users(on)).toEqual(['2:a']);
});

describe('what is refused', () => {
  const { UNACCEPTABLE_CREDENTIAL, UNSUPPORTED_SASL_MECHANISM, RESOURCE_NOT_FOUND } = ErrorCode;
  const tooFew = 'Too few iterations';
  test.each([
    [upsertion('c', SHA_256, 4095), UNACCEPTABLE_CREDENTIAL, tooFew],
    [upsertion('c', SHA_512, 4095), UNACCEPTABLE_CREDENTIAL, tooFew],
    [upsertion('c', SHA_256, 16_385), UNACCEPTABLE_CREDENTIAL, 'Too many iterations'],
    [upsertion('c', 9), UNSUPPORTED_SASL_MECHANISM, 'Unknown SCRAM mechanism'],
    [upsertion(''), UNACCEPTABLE_CREDENTIAL, 'Username must not be empty'],
  ])('%j', (wanted, errorCode, sentence) => {
    const on = new TestCluster();
    const results = alter(on, [wanted, upsertion('other')]);
    expect(results).toEqual([
      ['other', 0, null],
      [wanted.name, errorCode, sentence],
    ]);
    expect(users(on)).toEqual(['1:other']);
  });

  test('a removal of what is not there', () => {
    const sentence = 'Attempt to delete a user credential that does not exist';
    const results = alter(new TestCluster(), [], [{ name: 'zz', mechanism: SHA_256 }]);
    expect(results).toEqual([['zz', RESOURCE_NOT_FOUND, sentence]]);
  });

  test('two changes of one user, even for two mechanisms', () => {
    const on = new TestCluster();
    const twice = 'A user credential cannot be altered twice in the same request';
    const refused = [['a', ErrorCode.DUPLICATE_RESOURCE, twice]];
    expect(alter(on, [upsertion('a', SHA_256), upsertion('a', SHA_512)])).toEqual(refused);
    expect(users(on)).toEqual([]);
    alter(on, [upsertion('a')]);
    expect(alter(on, [upsertion('a')], [{ name: 'a', mechanism: SHA_256 }])).toEqual(refused);
    expect(users(on)).toEqual(['1:a']);
  });
});
