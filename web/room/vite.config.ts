import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/room/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/room',
    emptyOutDir: true,
    // Phones of some years ago open links too.
    target: 'es2022',
    // The polyfill and inlined assets would ask for a looser content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
