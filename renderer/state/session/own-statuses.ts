/** The nodes that run, when what runs is the document: ids of two pipelines may be alike. */

import type { PipelineFile } from '../../../engine/contract/project/pipeline-file.ts';
import type { NodeStatus, PipelineView } from '../../../engine/contract/views/pipeline.ts';

const none: readonly NodeStatus[] = [];

/** A pipeline is known by its file; one that was never saved, or is saved elsewhere now, by its name. */
export function ownStatuses(
  { path, name, nodes }: PipelineView,
  document: { readonly path: string | null; readonly file: Pick<PipelineFile, 'name'> },
): readonly NodeStatus[] {
  const isOurs = (path !== null && path === document.path) || name === document.file.name;
  return isOurs ? nodes : none;
}
