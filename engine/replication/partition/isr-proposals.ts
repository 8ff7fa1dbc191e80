/** Sends the leaders' changes of in-sync sets to the controller, several in one AlterPartition request, one request at a time. */

import type { Clock } from '../../base/ports/clock.ts';
import { ErrorCode } from '../../protocol/error-codes.ts';
import {
  alterPartition,
  type AlterPartitionResponse,
} from '../../protocol/messages/56-alter-partition.ts';
import type { RequestChannel } from '../channel.ts';
import type { Partition } from './partition.ts';

const RETRY_MS = 50;

interface Proposal {
  readonly partition: Partition;
  readonly isr: readonly number[];
  readonly partitionEpoch: number;
  readonly leaderEpoch: number;
}

export interface IsrProposalsOptions {
  channel: Pick<RequestChannel, 'request'>;
  clock: Clock;
  brokerId: number;
  /** The epoch of a registered broker. */
  brokerEpochOf(brokerId: number): number;
}

export class IsrProposals {
  readonly #options: IsrProposalsOptions;
  readonly #waiting = new Map<Partition, Proposal>();
  #isSending = false;
  #closed = false;

  constructor(options: IsrProposalsOptions) {
    this.#options = options;
  }

  propose(partition: Partition, isr: readonly number[]): void {
    const { partitionEpoch, leaderEpoch } = partition.assignment;
    this.#waiting.set(partition, { partition, isr, partitionEpoch, leaderEpoch });
    if (!this.#isSending) this.#options.clock.defer(() => void this.#send());
  }

  close(): void {
    this.#closed = true;
    this.#waiting.clear();
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#closed) return;
    this.#isSending = true;
    while (this.#waiting.size > 0 && !this.#closed) {
      const proposals = [...this.#waiting.values()];
      this.#waiting.clear();
      try {
        const response = await this.#options.channel.request(
          alterPartition,
          3,
          this.#request(proposals),
        );
        settle(proposals, response);
      } catch {
        await this.#retryLater(proposals);
      }
    }
    this.#isSending = false;
  }

  /** The controller is away: what is still true is asked again. */
  async #retryLater(proposals: readonly Proposal[]): Promise<void> {
    await new Promise<void>((resolve) => this.#options.clock.schedule(RETRY_MS, resolve));
    for (const proposal of proposals) {
      const { partition, partitionEpoch } = proposal;
      const isCurrent =
        partition.role === 'leader' && partition.assignment.partitionEpoch === partitionEpoch;
      if (isCurrent && !this.#waiting.has(partition)) this.#waiting.set(partition, proposal);
    }
  }

  #request(proposals: readonly Proposal[]) {
    const topics = new Map<string, Proposal[]>();
    for (const proposal of proposals) {
      const { topicId } = proposal.partition;
      topics.set(topicId, [...(topics.get(topicId) ?? []), proposal]);
    }
    const { brokerId, brokerEpochOf } = this.#options;
    return {
      brokerId,
      brokerEpoch: brokerEpochOf(brokerId),
      topics: [...topics].map(([topicId, of]) => ({
        topicId,
        partitions: of.map(({ partition, isr, partitionEpoch, leaderEpoch }) => ({
          partitionIndex: partition.index,
          leaderEpoch,
          newIsrWithEpochs: isr.map((id) => ({ brokerId: id, brokerEpoch: brokerEpochOf(id) })),
          partitionEpoch,
        })),
      })),
    };
  }
}

function settle(proposals: readonly Proposal[], response: AlterPartitionResponse): void {
  const results = new Map<string, AlterPartitionResponse['topics'][number]['partitions'][number]>();
  for (const topic of response.topics) {
    for (const result of topic.partitions)
      results.set(`${topic.topicId}:${result.partitionIndex}`, result);
  }
  for (const { partition } of proposals) {
    const result = results.get(`${partition.topicId}:${partition.index}`);
    partition.settleIsr(
      response.errorCode === ErrorCode.NONE && result?.errorCode === ErrorCode.NONE
        ? result
        : undefined,
    );
  }
}
