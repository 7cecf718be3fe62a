import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  // The portal server answers for everything below this path; the page itself is served at /session/{id}.
  base: '/hosted/',
  resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: '.',
    // One style sheet, and nothing inline: the page's policy runs no inline code. The script comes in two parts, the
    // frame and, while the session is being opened, the sections; test mode's controls are a third.
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The kit's colours are written in relative colour syntax, with its own fallback for older engines.
    target: ['chrome111', 'firefox113', 'safari16.4'],
  },
});
