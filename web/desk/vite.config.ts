import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react()],
  build: {
    outDir: '../dist/desk',
    emptyOutDir: true,
    target: 'es2023',
    // The polyfill and inlined assets would ask for a looser content security policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
