/** What the thread of a node and its cluster say to each other. Plain data only. */

import type { BrokerOptions } from '../broker/broker-config.ts';
import type { BrokerTelemetry } from '../broker/telemetry.ts';
import type { GroupEvent } from '../groups/group-event.ts';

export interface ControllerSetup {
  readonly nodeId: number;
  readonly clusterId: string;
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface BrokerSetup {
  readonly options: BrokerOptions;
  /** Undefined while the controller is still starting; told later. */
  readonly controller: { readonly host: string; readonly port: number } | undefined;
}

/** What happens at a node while it lives. */
export type NodeNews =
  /** A bug; the thread ends after it. */
  | { readonly kind: 'crashed'; readonly report: string }
  | { readonly kind: 'problem'; readonly sentence: string }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'group-event'; readonly event: GroupEvent }
  | { readonly kind: 'telemetry'; readonly telemetry: BrokerTelemetry };

/** From a node to its cluster. */
export type NodeReport =
  | NodeNews
  | { readonly kind: 'listening'; readonly host: string; readonly port: number }
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      readonly hint: string | undefined;
    }
  | { readonly kind: 'stopped' };

/** From a cluster to a node. */
export type NodeOrder =
  | { readonly kind: 'controller'; readonly host: string; readonly port: number }
  /** Report what changes, at most once in so many milliseconds; 0 for never. */
  | { readonly kind: 'watch'; readonly everyMs: number }
  | { readonly kind: 'stop' };
