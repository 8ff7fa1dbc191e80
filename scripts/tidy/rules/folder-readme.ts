/** A folder of many files says in a short README what it is for and where to start. */

import { posix } from 'node:path';
import { catalogues } from '../../catalogues.ts';
import { defineRule } from '../define-rule.ts';
import { isScript, isTest } from '../source-file.ts';

const filesMax = 12;
const readmeLinesMax = 20;

export const folderReadme = defineRule({
  about: `A folder of more than ${filesMax} sources has a README.md of at most 20 lines.`,
  sees: ({ path }) => isScript(path) && !isTest(path) && path.includes('/'),
  problems: (file, repository) => {
    const folder = posix.dirname(file.path);
    if (catalogues.some((known) => known.folder === folder)) return [];
    const sources = repository.files
      .map(({ path }) => path)
      .filter((path) => posix.dirname(path) === folder && isScript(path) && !isTest(path));
    if (sources.length <= filesMax || sources[0] !== file.path) return [];
    const readme = repository.files.find(({ path }) => path === `${folder}/README.md`);
    if (readme === undefined)
      return [`its folder holds ${sources.length} sources and no README.md`];
    const lines = readme.text().trimEnd().split('\n').length;
    return lines > readmeLinesMax ? [`its README.md has ${lines} lines; 20 are allowed`] : [];
  },
  planted: Object.fromEntries(
    Array.from({ length: filesMax + 1 }, (_, index) => [`engine/log/part-${index}.ts`, '']),
  ),
});
