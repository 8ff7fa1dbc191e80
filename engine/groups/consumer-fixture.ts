/** Members of a consumer group that do as they are told, for tests. */

import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../protocol/messages/68-consumer-group-heartbeat.ts';
import type { DescribedConsumerGroup } from './decide/command.ts';
import { context, GROUP, type groupFixture } from './group-fixture.ts';

type Fixture = ReturnType<typeof groupFixture>;

export const REBALANCE_TIMEOUT_MS = 60_000;

export function heartbeatBody(
  overrides: Partial<ConsumerGroupHeartbeatRequest> = {},
): ConsumerGroupHeartbeatRequest {
  return {
    groupId: GROUP,
    memberId: 'm',
    memberEpoch: 0,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    subscribedTopicNames: null,
    subscribedTopicRegex: null,
    serverAssignor: null,
    topicPartitions: null,
    ...overrides,
  };
}

/** What a member says when it joins. */
export function joiningBody(
  overrides: Partial<ConsumerGroupHeartbeatRequest> = {},
): ConsumerGroupHeartbeatRequest {
  return heartbeatBody({
    rebalanceTimeoutMs: REBALANCE_TIMEOUT_MS,
    subscribedTopicNames: ['orders'],
    topicPartitions: [],
    ...overrides,
  });
}

type Owned = readonly { topicId: string; partitions: number[] }[];

export class TestConsumer {
  readonly memberId: string;
  epoch = 0;
  owned: Owned = [];
  lastError = 0;
  private fixture: Fixture;
  private readonly joining: Partial<ConsumerGroupHeartbeatRequest>;

  constructor(
    fixture: Fixture,
    memberId: string,
    joining: Partial<ConsumerGroupHeartbeatRequest> = {},
  ) {
    this.fixture = fixture;
    this.memberId = memberId;
    this.joining = joining;
  }

  /** Sends and takes the epoch; what is assigned is left to the caller to take up. */
  async send(
    overrides: Partial<ConsumerGroupHeartbeatRequest> = {},
    apiVersion = 1,
  ): Promise<ConsumerGroupHeartbeatResponse> {
    const { memberId, epoch: memberEpoch } = this;
    const { instanceId = null } = this.joining;
    const body = heartbeatBody({ memberId, memberEpoch, instanceId, ...overrides });
    const response = await this.fixture.coordinator.consumerGroupHeartbeat(
      body,
      context(apiVersion),
    );
    this.lastError = response.errorCode;
    if (response.errorCode === 0) this.epoch = response.memberEpoch;
    return response;
  }

  async join(): Promise<ConsumerGroupHeartbeatResponse> {
    this.epoch = 0;
    this.owned = [];
    return this.take(await this.send(joiningBody({ memberId: this.memberId, ...this.joining })));
  }

  /** One heartbeat that says nothing new, and then one that says that what was asked for is done. */
  async beat(): Promise<void> {
    const { assignment } = this.take(await this.send());
    if (assignment === null) return;
    this.take(await this.send({ topicPartitions: [...this.owned] }));
  }

  /** Its coordinator has changed. */
  moveTo(fixture: Fixture): void {
    this.fixture = fixture;
  }

  async leave(memberEpoch = -1): Promise<ConsumerGroupHeartbeatResponse> {
    return this.send({ memberEpoch });
  }

  /** `topic-partition` by the number of the topic's place in the assignment. */
  get partitions(): string[] {
    return this.owned.flatMap(({ topicId, partitions }) =>
      partitions.map((p) => `${topicId}-${p}`),
    );
  }

  private take(response: ConsumerGroupHeartbeatResponse): ConsumerGroupHeartbeatResponse {
    if (response.assignment !== null) this.owned = response.assignment.topicPartitions;
    return response;
  }
}

export async function describeConsumerGroup({
  coordinator,
}: Fixture): Promise<DescribedConsumerGroup> {
  const body = { groupIds: [GROUP], includeAuthorizedOperations: false };
  return (await coordinator.consumerGroupDescribe(body, context(1))).groups[0]!;
}

/** Heartbeats in turn until everyone is where it should be. */
export async function settleGroup(
  fixture: Fixture,
  consumers: readonly TestConsumer[],
): Promise<DescribedConsumerGroup> {
  for (let round = 0; round < 10; round += 1) {
    for (const consumer of consumers) await consumer.beat();
    const described = await describeConsumerGroup(fixture);
    if (described.groupState === 'Stable') return described;
  }
  return describeConsumerGroup(fixture);
}
