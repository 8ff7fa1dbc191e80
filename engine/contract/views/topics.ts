/** Topics and their partitions, with the numbers under which live frames speak of them. */

import { carries, defineView } from './define-view.ts';

export interface PartitionView {
  readonly partition: number;
  /** The row key of this partition in live frames; never reused while the host runs. */
  readonly liveId: number;
  readonly replicas: readonly number[];
}

export interface TopicView {
  readonly name: string;
  readonly topicId: string;
  /** Kafka's own, such as `__consumer_offsets`. */
  readonly internal: boolean;
  readonly replicationFactor: number;
  readonly partitions: readonly PartitionView[];
  /** Only what was set on the topic. */
  readonly configs: Readonly<Record<string, string>>;
}

export const topics = defineView({
  name: 'topics',
  description:
    'Topics and their partitions, with the numbers under which live frames speak of them.',
  appends: false,
  params: carries<null>(),
  data: carries<readonly TopicView[]>(),
});
