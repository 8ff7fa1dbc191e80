/** What the cluster keeps of a user's password for SCRAM (RFC 5802): enough to check it, not enough to know it. */

import { createHash, createHmac } from 'node:crypto';

export interface ScramCredential {
  readonly name: string;
  readonly mechanism: number;
  readonly salt: Buffer;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
  readonly iterations: number;
}

/** By the protocol's codes. */
export const scramMechanisms: ReadonlyMap<number, { hash: string; iterationsMin: number }> =
  new Map([
    [1, { hash: 'sha256', iterationsMin: 4096 }],
    [2, { hash: 'sha512', iterationsMin: 4096 }],
  ]);

export function scramCredentialKey(mechanism: number, name: string): string {
  return `${mechanism}:${name}`;
}

/** The two keys that come of a salted password. */
export function scramKeys(
  hash: string,
  saltedPassword: Buffer,
): { storedKey: Buffer; serverKey: Buffer } {
  const keyFor = (purpose: string): Buffer =>
    createHmac(hash, saltedPassword).update(purpose).digest();
  const storedKey = createHash(hash).update(keyFor('Client Key')).digest();
  return { storedKey, serverKey: keyFor('Server Key') };
}
