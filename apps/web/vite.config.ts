import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The browser's half of the program. Built to `dist/web`, from where the server sends it under a strict CSP. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // `font-src 'self'` has no room for `data:`, and files are cached for ever anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      output: {
        // Dozens of files of a few hundred bytes cost more in requests than they save.
        codeSplitting: {
          groups: [
            { name: 'icons', test: /[\\/]@tabler[\\/]/ },
            { name: 'shared', test: /src[\\/]shared[\\/]|src[\\/]ui[\\/](?:button|card|field|page|mark|cx)\.tsx?$/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: `http://127.0.0.1:${process.env.MATOI_PORT ?? '8700'}` } },
  },
});
