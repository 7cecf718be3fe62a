/**
 * Stripe as the provider of a portal: `createPortal({ provider: createStripe({ secretKey, … }), … })`.
 *
 * @packageDocumentation
 */
export { createStripe } from './createStripe.js';
export type { StripeOptions } from './StripeOptions.js';
