/** The worker of the text editor. */

import 'monaco-editor/editor/editor.worker';
