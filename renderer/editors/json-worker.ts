/** The worker that knows JSON. */

import 'monaco-editor/languages/features/json/json.worker';
