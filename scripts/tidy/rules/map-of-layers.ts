/** The map in ARCHITECTURE.md says what the table of layers says. */

import { mapDocument, withMap } from '../../architecture-map.ts';
import { defineRule } from '../define-rule.ts';

export const mapOfLayers = defineRule({
  about: 'The map in ARCHITECTURE.md says what scripts/layers.ts says.',
  sees: ({ path }) => path === mapDocument,
  problems: (file, repository) =>
    withMap(file.text(), (folder) => repository.has(folder)) === file.text()
      ? []
      : ['has an old map: run `npm run catalogue`'],
  planted: {
    'ARCHITECTURE.md':
      '<!-- map: written from scripts/layers.ts by `npm run catalogue` -->\n<!-- /map -->\n',
  },
});
