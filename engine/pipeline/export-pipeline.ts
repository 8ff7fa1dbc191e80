/** A pipeline, translated for other tools. */

import type { ExportedFile } from '../contract/app.ts';
import type { PipelineFile } from '../contract/project/pipeline-file.ts';
import { exportConnectors } from './export/export-connectors.ts';
import { exportTopics } from './export/export-topics.ts';

export type ExportTarget = 'connect' | 'topics';

const exporters: Readonly<Record<ExportTarget, (file: PipelineFile) => ExportedFile[]>> = {
  connect: exportConnectors,
  topics: exportTopics,
};

/** The pipeline must be without errors. */
export function exportPipeline(file: PipelineFile, to: ExportTarget): ExportedFile[] {
  return exporters[to](file);
}
