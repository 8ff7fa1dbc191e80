/** What React Flow tells of a wire in the hand, as operations on the document. */

import type { PipelineEdge, Position } from '../../../engine/contract/project/pipeline-file.ts';
import type { PipelineDocument } from '../../state/document/pipeline-document.ts';
import type { Edge, FinalConnectionState, OnConnectStartParams } from '../flow.ts';
import { beginWiring, finishWiring, type LooseEnd, type WiringStore } from '../wiring/wiring.ts';

interface Ends {
  readonly source: string | null;
  readonly target: string | null;
}

export interface WiringHandlers {
  onConnectStart(event: unknown, params: OnConnectStartParams): void;
  onConnect(ends: Ends): void;
  onConnectEnd(event: MouseEvent | TouchEvent, state: Pick<FinalConnectionState, 'isValid'>): void;
  onReconnectStart(event: unknown, edge: Pick<Edge, 'source' | 'target'>): void;
  onReconnect(before: Pick<Edge, 'source' | 'target'>, ends: Ends): void;
  isValidConnection(ends: Ends): boolean;
}

export interface WiringScene {
  readonly document: PipelineDocument;
  readonly wiring: WiringStore;
  /** The id of the node at a point of the window. */
  nodeUnder(at: Position): string | undefined;
  /** Hears of a wire that was let go over nothing. */
  onLoose(end: LooseEnd, at: Position): void;
}

export function wiringHandlers(scene: WiringScene): WiringHandlers {
  const { document: pipeline, wiring } = scene;
  /** The wire whose end was taken up; React Flow says so just before it begins. */
  let instead: PipelineEdge | undefined;
  return {
    onConnectStart(_event, { nodeId, handleType }) {
      if (nodeId === null) return;
      const side = handleType === 'target' ? 'to' : 'from';
      const end: LooseEnd = instead ? { nodeId, side, instead } : { nodeId, side };
      wiring.setState({ wiring: beginWiring(pipeline, end) });
    },
    onConnect({ source, target }) {
      if (source !== null && target !== null) pipeline.connect(source, target);
    },
    onConnectEnd(event, { isValid }) {
      const end = wiring.getState().wiring?.end;
      instead = undefined;
      wiring.setState({ wiring: null });
      // Without a wiring it was given up meanwhile.
      if (!end || isValid === true) return;
      const at = pointOf(event);
      const nodeId = scene.nodeUnder(at);
      if (nodeId === undefined) {
        if (!end.instead) scene.onLoose(end, at);
      } else if (nodeId !== end.nodeId) {
        finishWiring(pipeline, end, nodeId);
      }
    },
    onReconnectStart(_event, { source, target }) {
      instead = { from: source, to: target };
    },
    onReconnect(before, { source, target }) {
      if (source === null || target === null) return;
      pipeline.reconnect({ from: before.source, to: before.target }, { from: source, to: target });
    },
    isValidConnection({ source, target }) {
      const current = wiring.getState().wiring;
      if (!current) return false;
      const other = current.end.side === 'from' ? target : source;
      if (other === null || other === current.end.nodeId) return false;
      return current.refusals.has(other) && current.refusals.get(other) === undefined;
    },
  };
}

function pointOf(event: MouseEvent | TouchEvent): Position {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
