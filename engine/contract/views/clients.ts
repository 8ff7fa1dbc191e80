/** Every program that produces or consumes, our own and foreign ones, as the brokers see it. */

import { carries, defineView } from './define-view.ts';

/** One reader at one partition; its position and committed offset come in live frames. */
export interface PositionView {
  /** The row key in live frames; never reused while the host runs. */
  readonly liveId: number;
  readonly topic: string;
  readonly partition: number;
}

export interface ConsumerView {
  /** Stable while the client lives. */
  readonly id: string;
  readonly clientId: string;
  /** The name to show: the node's name, else the client id. */
  readonly name: string;
  /** Id of the pipeline's node, when it is one of ours. */
  readonly nodeId: string | null;
  readonly groupId: string | null;
  readonly memberId: string | null;
  readonly address: string;
  readonly software: string;
  readonly state: 'reading' | 'paused' | 'idle' | 'gone';
  readonly positions: readonly PositionView[];
}

export interface ProducerView {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly nodeId: string | null;
  readonly address: string;
  readonly software: string;
  readonly topics: readonly string[];
}

export interface ClientsView {
  readonly consumers: readonly ConsumerView[];
  readonly producers: readonly ProducerView[];
}

export const clients = defineView({
  name: 'clients',
  description:
    'Every program that produces or consumes, our own and foreign ones, as the brokers see it.',
  appends: false,
  params: carries<null>(),
  data: carries<ClientsView>(),
});
