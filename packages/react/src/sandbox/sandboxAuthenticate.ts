import { isBillfoldError, type Authenticate } from '@billfold/hooks';
import { bankOf } from '@billfold/hooks/sandbox';
import { drawBank } from './drawBank.js';

/**
 * Stands in for the page of a bank: `authenticate` of a `BillfoldRoot` in test mode. It asks in the place that the step
 * is given, tells the sandbox the answer, and leaves nothing behind.
 */
export const sandboxAuthenticate: Authenticate = async ({ clientSecret, container, client, signal }) => {
  const bank = drawBank(container ?? document.body);
  const tell = bankOf(client, clientSecret);
  try {
    for (;;) {
      const outcome = await bank.answer(signal);
      if (outcome === null) return 'abandoned';
      try {
        await tell(outcome, signal);
        return outcome;
      } catch (error) {
        if (signal.aborted) return 'abandoned';
        // Settled or run out meanwhile: what became of it is for the page to find out.
        if (isDefinite(error)) return 'abandoned';
        bank.fail();
      }
    }
  } finally {
    bank.remove();
  }
};

/** Whether asking again would be answered the same. */
function isDefinite(error: unknown): boolean {
  return isBillfoldError(error) && error.status !== null && error.status < 500;
}
