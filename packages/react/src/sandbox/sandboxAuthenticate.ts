import { isBillfoldError, type Authenticate } from '@billfold/hooks';
import { confirmPaymentAsBank, type BankAnswer } from '@billfold/hooks/sandbox';
import { drawBank } from './drawBank.js';

/**
 * Stands in for the page of a bank: `authenticate` of a `BillfoldRoot` in test mode. It asks in the place that the step
 * is given, tells the sandbox the answer, and leaves nothing behind.
 */
export const sandboxAuthenticate: Authenticate = async ({ clientSecret, container, client, signal }) => {
  const bank = drawBank(container ?? document.body);
  // One for each answer: pressed again after a lost answer, the same thing is said once more.
  const keys: Record<BankAnswer, string> = {
    authenticated: crypto.randomUUID(),
    refused: crypto.randomUUID(),
  };
  try {
    for (;;) {
      const outcome = await bank.answer(signal);
      if (outcome === null) return 'abandoned';
      try {
        await confirmPaymentAsBank(client, { clientSecret, outcome, idempotencyKey: keys[outcome], signal });
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
