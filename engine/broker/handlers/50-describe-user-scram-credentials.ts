/** Version 0. Which users have credentials, and how strong ones; told from this broker's view of the cluster. */

import type { MetadataImage } from '../../metadata/image.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { describeUserScramCredentials as api } from '../../protocol/messages/50-describe-user-scram-credentials.ts';
import { handler } from '../define-handler.ts';

/** No list, or an empty one, asks for all users. */
export const describeUserScramCredentials = handler(api, ({ image }, { users }) => {
  const named = (users ?? []).map(({ name }) => name);
  const known = [...image.scramCredentials.values()].map(({ name }) => name);
  const wanted = named.length === 0 ? known : named;
  const results = [...new Set(wanted)].map((user) => {
    const isTwice = named.filter((name) => name === user).length > 1;
    return isTwice ? askedTwice(user) : describe(image, user);
  });
  return { errorCode: ErrorCode.NONE, errorMessage: '', results };
});

function describe({ scramCredentials }: MetadataImage, user: string) {
  const credentialInfos = [...scramCredentials.values()]
    .filter(({ name }) => name === user)
    .map(({ mechanism, iterations }) => ({ mechanism, iterations }));
  if (credentialInfos.length > 0) {
    return { user, errorCode: ErrorCode.NONE, errorMessage: '', credentialInfos };
  }
  const errorMessage = `Attempt to describe a user credential that does not exist: ${user}`;
  return { user, errorCode: ErrorCode.RESOURCE_NOT_FOUND, errorMessage, credentialInfos };
}

function askedTwice(user: string) {
  const errorMessage = `Cannot describe SCRAM credentials for the same user twice in a single request: ${user}`;
  return { user, errorCode: ErrorCode.DUPLICATE_RESOURCE, errorMessage, credentialInfos: [] };
}
