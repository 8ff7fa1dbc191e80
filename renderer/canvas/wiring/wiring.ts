/** A wire in the making: from which end it is drawn, and why each node would refuse it. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PipelineEdge } from '../../../engine/contract/project/pipeline-file.ts';
import type { PipelineDocument } from '../../state/document/pipeline-document.ts';

export interface LooseEnd {
  readonly nodeId: string;
  /** Whether records leave or enter at the end that is fixed. */
  readonly side: 'from' | 'to';
  /** The wire whose end is being moved; a new wire has none. */
  readonly instead?: PipelineEdge;
}

export interface Wiring {
  readonly end: LooseEnd;
  /** By node: why not, or undefined when the wire may end there. */
  readonly refusals: ReadonlyMap<string, string | undefined>;
}

export type WiringStore = StoreApi<{ readonly wiring: Wiring | null }>;

export function createWiringStore(): WiringStore {
  return createStore(() => ({ wiring: null }));
}

export function beginWiring(document: PipelineDocument, end: LooseEnd): Wiring {
  const { nodes } = document.store.getState().file;
  return {
    end,
    refusals: new Map(nodes.map(({ id }) => [id, document.refusal(wireTo(end, id), end.instead)])),
  };
}

export function wireTo({ nodeId, side }: LooseEnd, otherId: string): PipelineEdge {
  return side === 'from' ? { from: nodeId, to: otherId } : { from: otherId, to: nodeId };
}

/** Draws the wire, or moves the one whose end was loose; the reason where it may not be. */
export function finishWiring(
  document: PipelineDocument,
  end: LooseEnd,
  otherId: string,
): ReturnType<PipelineDocument['connect']> {
  const wire = wireTo(end, otherId);
  return end.instead ? document.reconnect(end.instead, wire) : document.connect(wire.from, wire.to);
}
