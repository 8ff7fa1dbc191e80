/** The one door to Monaco: the editor, our languages, its workers, our two themes. */

import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/sql/register';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import { pipelineJsonSchema } from '../../engine/contract/project/pipeline-file.ts';
import { currentTheme, onThemeChange, readToken } from '../design/theme.ts';
import { pageKeys } from './page-keys.ts';
import { offerSqlWords } from './sql-completion.ts';
import { editorColours } from './theme-colours.ts';

export { monaco };

/** The text of the pipeline; its schema belongs to this address. */
export const SOURCE_URI = monaco.Uri.parse('penstock://document/pipeline.json');

self.MonacoEnvironment = {
  getWorker: (_moduleId: string, label: string) =>
    label === 'json'
      ? new Worker(new URL('./json-worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./editor-worker.ts', import.meta.url), { type: 'module' }),
};

const schema = pipelineJsonSchema() as Record<string, unknown>;
jsonDefaults.setDiagnosticsOptions({
  // Our own checks mark what is wrong: they know more than a schema, and every problem is told once.
  validate: false,
  enableSchemaRequest: false,
  schemas: [{ uri: 'penstock://schema/pipeline.json', fileMatch: [SOURCE_URI.toString()], schema }],
});
offerSqlWords(monaco);
monaco.editor.addKeybindingRules(pageKeys(monaco));
showTheme();
onThemeChange(showTheme);

function showTheme(): void {
  const base = currentTheme() === 'light' ? 'vs' : 'vs-dark';
  monaco.editor.defineTheme('penstock', { base, inherit: true, ...editorColours(readToken) });
  monaco.editor.setTheme('penstock');
}
