/**
 * Stripe as the provider of a portal: `createPortal({ provider: createStripe({ secretKey, … }), … })`.
 *
 * @packageDocumentation
 */
export { createStripe } from './createStripe.js';
export {
  createStripePortalSession,
  type StripePortalSessionInput,
} from './hosted/createStripePortalSession.js';
export {
  toBillingPortalConfiguration,
  type HostedPortal,
  type HostedPortalSource,
} from './hosted/toBillingPortalConfiguration.js';
export type { StripeOptions } from './StripeOptions.js';
