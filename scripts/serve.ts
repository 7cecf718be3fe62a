// `npm run serve`: the portal server alone. Its one line on standard output is the server's own.
import { buildFieldsPage, buildHostedPage } from './buildPages.js';
import { say } from './progress.mjs';
import { runSource } from './sources.js';

try {
  await buildHostedPage();
  await buildFieldsPage();
  await runSource('packages/server/src/cli/serve.ts', process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
