/** The one door to React Flow: what the canvas takes of it. */

export {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  BaseEdge,
  EdgeLabelRenderer,
  Handle,
  MiniMap,
  PanOnScrollMode,
  Position as Side,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useNodesInitialized,
  useReactFlow,
  useStore as useFlowStore,
  useStoreApi as useFlowStoreApi,
} from '@xyflow/react';
export type {
  Edge,
  EdgeChange,
  EdgeProps,
  FinalConnectionState,
  HandleType,
  Node,
  NodeChange,
  NodeProps,
  OnConnectStartParams,
  ReactFlowInstance,
} from '@xyflow/react';
