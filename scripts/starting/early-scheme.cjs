/**
 * For an Electron whose default app loads ours without waiting for it (`PENSTOCK_ELECTRON` may name one): names the
 * page's scheme when `electron` is first required, which is before the app is ready. Given with NODE_OPTIONS=--require.
 */

const Module = require('node:module');

const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === 'electron' && loaded.protocol) {
    Module._load = load;
    loaded.protocol.registerSchemesAsPrivileged([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  }
  return loaded;
};
