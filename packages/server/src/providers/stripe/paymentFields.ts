import type { PaymentFields } from '../../provider/Provider.js';
import type { StripeOptions } from './StripeOptions.js';

const SCRIPTS = ['https://js.stripe.com', 'https://*.js.stripe.com'];
const LINK = ['https://link.com', 'https://*.link.com'];

/**
 * Stripe's Payment Element, and what a page must be allowed to load for it: what Stripe's guide to integration security lists, and
 * nothing more. What its frames load is theirs. Without a publishable key there are no fields.
 */
export function paymentFieldsOf({
  publishableKey,
  paymentMethodTypes,
}: StripeOptions): PaymentFields | undefined {
  if (publishableKey === undefined) return undefined;
  const link = paymentMethodTypes?.includes('link') ? LINK : [];
  return {
    provider: 'stripe',
    settings: { publishableKey },
    sources: {
      'script-src': [...SCRIPTS, ...link],
      'frame-src': [...SCRIPTS, 'https://hooks.stripe.com', ...link],
      'connect-src': ['https://api.stripe.com', ...link],
      'img-src': ['https://*.stripe.com'],
    },
  };
}
