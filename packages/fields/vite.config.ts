import { defineConfig } from 'vite';

export default defineConfig({
  // Wherever it is put: its server chooses the origin, and nothing of it is anywhere else.
  base: './',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: '.',
    // One script and one style sheet, and nothing inline: the page's policy runs no inline code.
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    target: ['chrome111', 'firefox113', 'safari16.4'],
  },
});
