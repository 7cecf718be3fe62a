import { CannotStart } from '../CannotStart.js';
import { BillfoldError } from '../errors.js';
import { createLog } from '../node/log.js';
import { Refused } from './Refused.js';

/** Ends the program with exit code 1: in a sentence when somebody can do something about it, else with the details. */
export function fail(error: unknown): never {
  const sentence = sentenceOf(error);
  if (sentence !== null) process.stderr.write(`${sentence}\n`);
  else createLog().error({ err: error }, 'failed');
  process.exit(1);
}

/** What can be said of an error to whoever has typed the command; null: it is a fault of ours. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof CannotStart || error instanceof Refused) return error.message;
  if (!(error instanceof BillfoldError)) return null;
  // At the command line only a provider throws it, and says in plain words what it has against our key or our request.
  if (error.code === 'internal') return error.cause instanceof Error ? `${error.cause.message}.` : null;
  if (error.code === 'provider_unavailable')
    return 'Whoever bills gives no answer. `billfold doctor` looks for why; then run this again: the same twice does no harm.';
  const faults = (error.fields ?? []).map(({ path, message }) => `  ${path}: ${message}`);
  // The sentence of the API points to a part of its answer, which nobody sees here.
  const message = error.code === 'invalid_request' ? 'This is not valid:' : error.message;
  return [message, ...faults].join('\n');
}
