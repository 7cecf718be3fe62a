import { CannotStart } from '../CannotStart.js';
import { createLog } from '../node/log.js';

/** Ends the program with exit code 1: in a sentence when somebody can do something about it, else with the details. */
export function fail(error: unknown): never {
  if (error instanceof CannotStart) process.stderr.write(`${error.message}\n`);
  else createLog().error({ err: error }, 'failed to start');
  process.exit(1);
}
