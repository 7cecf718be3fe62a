// `npm run check`: everything that holds without running the product. `npm run check -- lint types` runs those two.
import { stopOnSignals } from './processes.js';
import { say } from './progress.mjs';
import { chooseSteps, runSteps } from './runSteps.js';
import { checks } from './steps.js';

stopOnSignals();
try {
  const { failed } = await runSteps(chooseSteps(checks, process.argv.slice(2)));
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
