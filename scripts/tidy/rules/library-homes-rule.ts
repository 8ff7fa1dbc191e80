/** A library that might be replaced is imported only in the folders that `scripts/layers.ts` names. */

import { isWithin, libraryHomes } from '../../layers.ts';
import { defineRule } from '../define-rule.ts';
import { importedSpecifiers, isScript } from '../source-file.ts';

export const libraryHomesRule = defineRule({
  about: 'A library that might be replaced is imported only where scripts/layers.ts says.',
  sees: ({ path }) => isScript(path) && path.includes('/'),
  problems: (file) => {
    const problems: string[] = [];
    for (const specifier of importedSpecifiers(file)) {
      const library = libraryOf(specifier);
      const homes = library === undefined ? undefined : libraryHomes[library];
      if (homes === undefined || homes.some((folder) => isWithin(file.path, folder))) continue;
      problems.push(`only ${homes.join(' and ')} may import ${library}`);
    }
    return problems;
  },
  planted: { 'engine/connect/worker.ts': "import { Kafka } from 'kafkajs';" },
});

/** `monaco-editor/esm/x.js` → `monaco-editor`, `@xyflow/react` → `@xyflow/react`. */
function libraryOf(specifier: string): string | undefined {
  return /^(@[^/]+\/[^/]+|[^./@][^/]*)/.exec(specifier)?.[1];
}
