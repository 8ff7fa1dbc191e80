#!/bin/sh
# The Electron that PENSTOCK_ELECTRON names, with the page's scheme named before its default app loads ours without
# waiting. Playwright takes NODE_OPTIONS out of the environment, so this puts it in again.
here=$(cd "$(dirname "$0")" && pwd)
exec env NODE_OPTIONS="--require $here/../../scripts/starting/early-scheme.cjs" "$PENSTOCK_ELECTRON" "$@"
