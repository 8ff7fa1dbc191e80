/** What a kind of node is: its place in the palette, what may be wired to it, and its form. */

import type { Fields } from '../fields.ts';

/** Who writes and who holds records. Records always rest in a topic between two parts. */
export type NodeRole = 'source' | 'topic' | 'processor' | 'sink' | 'producer' | 'consumer';

export interface NodeKind {
  /** As written in a pipeline file. */
  readonly kind: string;
  readonly role: NodeRole;
  /** In the palette and as the default name. */
  readonly title: string;
  /** One plain sentence. */
  readonly description: string;
  /** Name of a lucide icon. */
  readonly icon: string;
  /** How many wires may come in and go out. */
  readonly inputs: { readonly min: number; readonly max: number };
  readonly outputs: { readonly min: number; readonly max: number };
  readonly fields: Fields;
  /** Connect's `connector.class`, for kinds that are connectors; their config is Connect's. */
  readonly connectorClass?: string;
}

export function defineNode<const Kind extends NodeKind>(kind: Kind): Kind {
  return kind;
}
