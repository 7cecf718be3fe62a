import type { PaymentFailure } from '@billfold/contract';
import { expiresAt, testMethods, type Expiry, type TestMethod } from './paymentMethods.js';
import type { Millis } from './periods.js';

/** What the fields of the sandbox were confirmed with. */
export interface Confirmation {
  method: TestMethod;
  /** As it is printed on the card; null: not said. */
  expiry: Expiry | null;
  /** What the bank has said; null: it was not asked yet. */
  outcome: 'authenticated' | 'refused' | null;
}

/** What became of it. */
export interface ConfirmedSetup {
  status: 'succeeded' | 'processing' | 'requires_action' | 'failed';
  failure: PaymentFailure | null;
  /** Of `processing`: when the bank has said yes. */
  settlesAt: Millis | null;
}

/** How long a bank takes that is slow to confirm a mandate. */
const MANDATE_TAKES: Millis = 3 * 60_000;

/** Checks a payment method that is to be put on file, as its bank does: as its name says. Nothing is charged. */
export function confirmSetup({ method, expiry, outcome }: Confirmation, now: Millis): ConfirmedSetup {
  const { name, setup } = testMethods[method];
  if (name.type === 'card' && expiry !== null && expiresAt(expiry) <= now) return failed('card_expired');
  if (setup.kind === 'settles_later') {
    return { status: 'processing', failure: null, settlesAt: now + MANDATE_TAKES };
  }
  if (setup.kind !== 'requires_action') return ended(setup);
  if (outcome === null) return { status: 'requires_action', failure: null, settlesAt: null };
  return outcome === 'refused' ? failed('authentication_required') : ended(setup.afterwards);
}

function ended(result: { kind: 'succeeds' } | { kind: 'fails'; failure: PaymentFailure }): ConfirmedSetup {
  return result.kind === 'fails'
    ? failed(result.failure)
    : { status: 'succeeded', failure: null, settlesAt: null };
}

function failed(failure: PaymentFailure): ConfirmedSetup {
  return { status: 'failed', failure, settlesAt: null };
}
