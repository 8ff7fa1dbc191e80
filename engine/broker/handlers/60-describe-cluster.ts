/** Versions 0-2. Brokers only: a client that asks for the controllers is told to ask one of them (KIP-919). */

import { ErrorCode } from '../../protocol/error-codes.ts';
import { describeCluster as api } from '../../protocol/messages/60-describe-cluster.ts';
import { handler } from '../define-handler.ts';
import { ALL_CLUSTER_OPERATIONS, OPERATIONS_NOT_ASKED } from '../describe-topic.ts';

const BROKERS = 1;
const FENCED_FROM = 2;

export const describeCluster = handler(api, (broker, request, { version }) => {
  const { clusterId } = broker.image;
  if (request.endpointType !== BROKERS) {
    const errorCode = ErrorCode.MISMATCHED_ENDPOINT_TYPE;
    return {
      errorCode,
      errorMessage: 'The request was sent to an endpoint of type BROKER.',
      clusterId,
      brokers: [],
    };
  }
  const withFenced = version >= FENCED_FROM && request.includeFencedBrokers;
  return {
    errorCode: ErrorCode.NONE,
    clusterId,
    controllerId: broker.contactForControllerWork(),
    brokers: broker
      .endpoints({ withFenced })
      .map(({ nodeId, isFenced, ...address }) => ({ brokerId: nodeId, isFenced, ...address })),
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
      ? ALL_CLUSTER_OPERATIONS
      : OPERATIONS_NOT_ASKED,
  };
});
