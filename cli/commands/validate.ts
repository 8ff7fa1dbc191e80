/** `penstock validate`: says what is wrong with a pipeline file, with line and column. */

import { hasErrors, problemLine } from '../../engine/contract/project/problem.ts';
import { validatePipeline } from '../../engine/pipeline/validate-pipeline.ts';
import { defineCommand } from '../define-command.ts';
import { readPipelineText } from '../read-pipeline.ts';

export const validate = defineCommand({
  name: 'validate',
  positional: 'FILE',
  about:
    'Checks a pipeline file: its form, its wires and each condition. Exit code 1 when it cannot run.',
  options: {},
  async run(_values, path) {
    const problems = validatePipeline(readPipelineText(path));
    for (const problem of problems) console.log(`${path}:${problemLine(problem)}`);
    if (problems.length === 0) console.log(`${path}: no problems.`);
    return hasErrors(problems) ? 1 : 0;
  },
});
