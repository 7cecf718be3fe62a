// `npm test`: fetches what the tests need, then runs every check and every test. `npm test -- dom e2e` runs those two.
import { ensureChromium } from './ensureChromium.js';
import { startPostgres } from './ensurePostgres.js';
import { stopOnSignals } from './processes.js';
import { say } from './progress.mjs';
import { chooseSteps, runSteps } from './runSteps.js';
import { checks, pages, suites } from './steps.js';

stopOnSignals();
try {
  const steps = chooseSteps([...suites, ...checks], process.argv.slice(2));
  await ensureChromium();
  const postgres = await startPostgres();
  process.env['BILLFOLD_TEST_DATABASE_URL'] = postgres.url;
  try {
    const built = await runSteps([pages]);
    const ran = await runSteps(steps);
    const failed = built.failed + ran.failed;
    process.exitCode = failed === 0 ? 0 : 1;
    process.stdout.write(`\n${ran.passed} passed, ${failed} failed\n`);
  } finally {
    await postgres.stop();
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.stdout.write('\n0 passed, 1 failed\n');
  process.exitCode = 1;
}
