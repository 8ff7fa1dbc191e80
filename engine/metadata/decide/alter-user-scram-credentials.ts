/** Stores and removes what SCRAM needs of users' passwords. */

import { ErrorCode } from '../../protocol/error-codes.ts';
import type {
  AlterUserScramCredentialsRequest,
  AlterUserScramCredentialsResponse,
} from '../../protocol/messages/51-alter-user-scram-credentials.ts';
import { metadataRecord } from '../metadata-records.ts';
import type { MetadataRecord } from '../metadata-records.ts';
import { scramCredentialKey, scramKeys, scramMechanisms } from '../scram-credentials.ts';
import { refusal } from './decision.ts';
import type { ControllerState, Decision, Refusal } from './decision.ts';

type Deletion = AlterUserScramCredentialsRequest['deletions'][number];
type Upsertion = AlterUserScramCredentialsRequest['upsertions'][number];

const ITERATIONS_MAX = 16_384;

/** Each user by itself, and with one change at most, of whichever mechanism. */
export function alterUserScramCredentials(
  state: ControllerState,
  { deletions, upsertions }: AlterUserScramCredentialsRequest,
): Decision<AlterUserScramCredentialsResponse> {
  const accepted = new Map<string, MetadataRecord>();
  const refused = new Map<string, Refusal>();
  const alter = (user: string, outcome: () => MetadataRecord | Refusal): void => {
    if (refused.has(user)) return;
    const isTwice = accepted.delete(user);
    const result = isTwice ? twice() : outcome();
    if ('errorCode' in result) refused.set(user, result);
    else accepted.set(user, result);
  };
  for (const deletion of deletions) alter(deletion.name, () => remove(state, deletion));
  for (const upsertion of upsertions) alter(upsertion.name, () => upsert(upsertion));
  const success = { errorCode: ErrorCode.NONE, errorMessage: null };
  const results = [
    ...[...accepted.keys()].map((user) => ({ user, ...success })),
    ...[...refused].map(([user, why]) => ({ user, ...why })),
  ];
  return { records: [...accepted.values()], reply: { throttleTimeMs: 0, results } };
}

function remove(
  { image }: ControllerState,
  { name, mechanism }: Deletion,
): MetadataRecord | Refusal {
  const problem = namingProblem(name, mechanism);
  if (problem !== undefined) return problem;
  if (image.scramCredentials.has(scramCredentialKey(mechanism, name))) {
    return metadataRecord('RemoveUserScramCredentialRecord', { name, mechanism });
  }
  return refusal(
    ErrorCode.RESOURCE_NOT_FOUND,
    'Attempt to delete a user credential that does not exist',
  );
}

function upsert(upsertion: Upsertion): MetadataRecord | Refusal {
  const { name, mechanism, iterations, salt, saltedPassword } = upsertion;
  const problem = namingProblem(name, mechanism);
  if (problem !== undefined) return problem;
  const { hash, iterationsMin } = scramMechanisms.get(mechanism)!;
  const { UNACCEPTABLE_CREDENTIAL } = ErrorCode;
  if (iterations < iterationsMin) return refusal(UNACCEPTABLE_CREDENTIAL, 'Too few iterations');
  if (iterations > ITERATIONS_MAX) return refusal(UNACCEPTABLE_CREDENTIAL, 'Too many iterations');
  const keys = scramKeys(hash, saltedPassword);
  return metadataRecord('UserScramCredentialRecord', {
    name,
    mechanism,
    salt,
    ...keys,
    iterations,
  });
}

function namingProblem(name: string, mechanism: number): Refusal | undefined {
  if (name === '') return refusal(ErrorCode.UNACCEPTABLE_CREDENTIAL, 'Username must not be empty');
  if (scramMechanisms.has(mechanism)) return undefined;
  return refusal(ErrorCode.UNSUPPORTED_SASL_MECHANISM, 'Unknown SCRAM mechanism');
}

function twice(): Refusal {
  return refusal(
    ErrorCode.DUPLICATE_RESOURCE,
    'A user credential cannot be altered twice in the same request',
  );
}
