/** `penstock export`: the pipeline for other tools. */

import { systemDisk } from '../../engine/base/ports/real/disk.ts';
import { exportPipeline } from '../../engine/pipeline/export-pipeline.ts';
import { writeExport } from '../../engine/pipeline/write-export.ts';
import { defineCommand, usageError } from '../define-command.ts';
import { readPipeline } from '../read-pipeline.ts';

export const exportCommand = defineCommand({
  name: 'export',
  positional: 'FILE',
  about: 'Translates a pipeline: Connect REST JSON for each connector, or kafka-topics commands.',
  options: {
    to: { type: 'string', value: 'connect|topics', about: 'What to translate it to.' },
    out: {
      type: 'string',
      value: 'DIR',
      about: 'Where to write the files. Without it they are printed.',
    },
  },
  async run({ to, out }, path) {
    if (to !== 'connect' && to !== 'topics')
      throw usageError(
        `--to must be connect or topics${to === undefined ? '' : `, but is "${to}"`}.`,
        'export',
      );
    const files = exportPipeline(readPipeline(path).file, to);
    if (out === undefined)
      for (const { name, content } of files) console.log(`# ${name}\n${content}`);
    else for (const written of writeExport(systemDisk, out, files)) console.log(written);
    return 0;
  },
});
