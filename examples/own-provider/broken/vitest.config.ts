import { fileURLToPath } from 'node:url';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Runs the suite on providers that are broken on purpose: by `broken.test.ts`, which reads what it says of them.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  ssr: { resolve: { conditions: ['@billfold/source', ...defaultServerConditions] } },
  test: { include: ['suite.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});
