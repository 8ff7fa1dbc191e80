/** A file imports only its own folder and the folders that `scripts/layers.ts` allows. */

import { isWithin, layerOf } from '../../layers.ts';
import { defineRule } from '../define-rule.ts';
import { importedSpecifiers, isScript, isTest, resolveImport } from '../source-file.ts';

export const layerLaw = defineRule({
  about: 'A file imports only its own folder and the folders that scripts/layers.ts allows.',
  sees: ({ path }) => isScript(path) && path.includes('/'),
  problems: (file) => {
    const layer = layerOf(file.path);
    if (layer === undefined) return ['belongs to no layer: add its folder to scripts/layers.ts'];
    const allowed = [layer.folder, ...layer.imports];
    if (isTest(file.path)) allowed.push(...(layer.testImports ?? []));
    const problems: string[] = [];
    for (const specifier of importedSpecifiers(file)) {
      const target = resolveImport(file.path, specifier);
      if (target === undefined || !target.includes('/')) continue;
      if (isData(target) || allowed.some((folder) => isWithin(target, folder))) continue;
      problems.push(`${layer.folder} may not import ${target}`);
    }
    return problems;
  },
  planted: { 'engine/log/segment.ts': "import { Broker } from '../broker/broker.ts';" },
});

/** Pictures, samples and styles are no code. */
function isData(path: string): boolean {
  return isWithin(path, 'assets') || /\.(json|css|svg|png)$/.test(path);
}
