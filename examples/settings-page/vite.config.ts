import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // In this repository the packages answer with their sources, so nothing has to be built first. An app that has
  // installed them from a registry leaves this line out.
  resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
  // `npx vite` beside a running back end: changes to the front end show at once.
  server: { port: 5174, proxy: { '/api': 'http://localhost:5173' } },
});
