import type { Stripe } from '@stripe/stripe-js';
// `pure`: the module fetches nothing by being imported. By its file, because the package has no `exports`.
import { loadStripe } from '@stripe/stripe-js/pure/index.js';
import type { PaymentFieldsSettings } from '../PaymentFields.js';

const loading = new Map<string, Promise<Stripe>>();

/**
 * Stripe.js for an account, from Stripe's own address and nowhere else, once for all that use it. A failure is not kept:
 * who tries again has it fetched again.
 */
export function loadStripeOnce({ publishableKey = '', account }: PaymentFieldsSettings): Promise<Stripe> {
  const about = JSON.stringify([publishableKey, account]);
  const known = loading.get(about);
  if (known) return known;

  const stripe = load(publishableKey, account);
  loading.set(about, stripe);
  stripe.catch(() => loading.delete(about));
  return stripe;
}

async function load(publishableKey: string, account: string | undefined): Promise<Stripe> {
  const stripe = await loadStripe(publishableKey, account ? { stripeAccount: account } : undefined);
  if (!stripe) throw new Error('Stripe.js is not there: this is no browser.');
  return stripe;
}
