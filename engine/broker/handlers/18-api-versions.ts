/** Versions 0-4. What is advertised follows from the handlers. The answer to an unknown version is the server's. */

import { describeFeatures } from '../../metadata/features.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import { apiVersions as api } from '../../protocol/messages/18-api-versions.ts';
import { handler } from '../define-handler.ts';

const NAMES_FROM = 3;
const ZERO_MINIMUM_FROM = 4;
/** KIP-511. */
const SOFTWARE = /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?$/;

export const apiVersions = handler(api, (broker, request, { version, client }) => {
  const { clientSoftwareName, clientSoftwareVersion } = request;
  if (version >= NAMES_FROM) {
    if (!SOFTWARE.test(clientSoftwareName) || !SOFTWARE.test(clientSoftwareVersion)) {
      return { errorCode: ErrorCode.INVALID_REQUEST, apiKeys: [] };
    }
    client.activity.sawSoftware(clientSoftwareName, clientSoftwareVersion);
  }
  const { supportedFeatures, ...finalized } = describeFeatures(broker.image);
  return {
    errorCode: ErrorCode.NONE,
    apiKeys: broker.advertised,
    ...finalized,
    supportedFeatures: supportedFeatures.filter(
      ({ minVersion }) => minVersion > 0 || version >= ZERO_MINIMUM_FROM,
    ),
  };
});
