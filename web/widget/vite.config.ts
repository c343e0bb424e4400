import { defineConfig } from 'vite';

/** Drawing, which the first screen and a chat do without. */
const DRAWING = /live\/picture-sharing|picture-sharing\/place|instant-in-words/;

export default defineConfig({
  root: import.meta.dirname,
  base: '/widget/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/widget',
    emptyOutDir: true,
    target: 'es2022',
    // The polyfill and inlined assets would ask for a looser content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: 'frame.html',
      output: {
        codeSplitting: {
          groups: [
            // In one file what is shared: many small ones wait for each other on a slow line.
            { name: 'shared', minShareCount: 2, test: (id) => !DRAWING.test(id) },
          ],
        },
      },
    },
  },
});
