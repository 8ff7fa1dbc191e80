/** Which method of the controller answers which API. */

import type { Api } from '../../protocol/api.ts';
import { fetch } from '../../protocol/messages/01-fetch.ts';
import { createTopics } from '../../protocol/messages/19-create-topics.ts';
import { deleteTopics } from '../../protocol/messages/20-delete-topics.ts';
import { alterConfigs } from '../../protocol/messages/33-alter-configs.ts';
import { createPartitions } from '../../protocol/messages/37-create-partitions.ts';
import { electLeaders } from '../../protocol/messages/43-elect-leaders.ts';
import { incrementalAlterConfigs } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { alterPartitionReassignments } from '../../protocol/messages/45-alter-partition-reassignments.ts';
import { listPartitionReassignments } from '../../protocol/messages/46-list-partition-reassignments.ts';
import { alterClientQuotas } from '../../protocol/messages/49-alter-client-quotas.ts';
import { alterUserScramCredentials } from '../../protocol/messages/51-alter-user-scram-credentials.ts';
import { describeQuorum } from '../../protocol/messages/55-describe-quorum.ts';
import { alterPartition } from '../../protocol/messages/56-alter-partition.ts';
import { updateFeatures } from '../../protocol/messages/57-update-features.ts';
import { fetchSnapshot } from '../../protocol/messages/59-fetch-snapshot.ts';
import { brokerRegistration } from '../../protocol/messages/62-broker-registration.ts';
import { brokerHeartbeat } from '../../protocol/messages/63-broker-heartbeat.ts';
import { unregisterBroker } from '../../protocol/messages/64-unregister-broker.ts';
import { allocateProducerIds } from '../../protocol/messages/67-allocate-producer-ids.ts';
import type { Draft, Value } from '../../protocol/schema.ts';
import type { Controller } from './controller.ts';

interface ControllerApi {
  readonly api: Api;
  readonly answer: (controller: Controller, request: never) => Promise<unknown>;
}

/** The compiler sees that each method takes and gives what its API says. */
function answered<A extends Api>(
  api: A,
  answer: (controller: Controller, request: Value<A['request']>) => Promise<Draft<A['response']>>,
): ControllerApi {
  return { api, answer };
}

export const controllerApis: readonly ControllerApi[] = [
  answered(fetch, (controller, request) => controller.fetch(request)),
  answered(createTopics, (controller, request) => controller.createTopics(request)),
  answered(deleteTopics, (controller, request) => controller.deleteTopics(request)),
  answered(alterConfigs, (controller, request) => controller.alterConfigs(request)),
  answered(createPartitions, (controller, request) => controller.createPartitions(request)),
  answered(electLeaders, (controller, request) => controller.electLeaders(request)),
  answered(incrementalAlterConfigs, (controller, request) =>
    controller.incrementalAlterConfigs(request),
  ),
  answered(alterPartitionReassignments, (controller, request) =>
    controller.alterPartitionReassignments(request),
  ),
  answered(listPartitionReassignments, (controller, request) =>
    controller.listPartitionReassignments(request),
  ),
  answered(alterClientQuotas, (controller, request) => controller.alterClientQuotas(request)),
  answered(alterUserScramCredentials, (controller, request) =>
    controller.alterUserScramCredentials(request),
  ),
  answered(describeQuorum, (controller, request) => controller.describeQuorum(request)),
  answered(alterPartition, (controller, request) => controller.alterPartition(request)),
  answered(updateFeatures, (controller, request) => controller.updateFeatures(request)),
  answered(fetchSnapshot, (controller, request) => controller.fetchSnapshot(request)),
  answered(brokerRegistration, (controller, request) => controller.brokerRegistration(request)),
  answered(brokerHeartbeat, (controller, request) => controller.brokerHeartbeat(request)),
  answered(unregisterBroker, (controller, request) => controller.unregisterBroker(request)),
  answered(allocateProducerIds, (controller, request) => controller.allocateProducerIds(request)),
];

const byKey = new Map(controllerApis.map((entry) => [entry.api.key, entry]));

/** The answer to a decoded request; undefined for an API that is none of the controller's. */
export function answerAsController(
  controller: Controller,
  api: Api,
  request: unknown,
): Promise<unknown> | undefined {
  return byKey.get(api.key)?.answer(controller, request as never);
}
