/** The page: `renderer/` in development, `dist/page` when built. Paths are relative, so any host can serve it. */

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'chrome130',
    // The polyfill is an inline script, which the content security policy refuses.
    modulePreload: { polyfill: false },
    // An inlined font or picture would need `data:` in the policy.
    assetsInlineLimit: 0,
    // Monaco is one large chunk that is loaded when the source view is first opened.
    chunkSizeWarningLimit: 6000,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', port: 5173, strictPort: false },
});
