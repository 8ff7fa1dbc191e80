/** Pipeline files from the command line. */

import { EngineError } from '../engine/base/errors.ts';
import { systemDisk } from '../engine/base/ports/real/disk.ts';
import type { PipelineFile } from '../engine/contract/project/pipeline-file.ts';
import { parsePipeline } from '../engine/contract/project/parse-pipeline.ts';
import { hasErrors, problemLine } from '../engine/contract/project/problem.ts';
import { validatePipeline } from '../engine/pipeline/validate-pipeline.ts';

export function readPipelineText(path: string): string {
  return systemDisk.readFile(path).toString('utf8');
}

/** The file, if it can run; otherwise an error with every problem on a line of its own. */
export function readPipeline(path: string): { file: PipelineFile; text: string } {
  const text = readPipelineText(path);
  const problems = validatePipeline(text);
  const parsed = parsePipeline(text);
  if (parsed.ok && !hasErrors(problems)) return { file: parsed.file, text };
  const lines = problems.map((problem) => `${path}:${problemLine(problem)}`);
  throw new EngineError('PIPELINE_PROBLEMS', lines.join('\n'));
}
