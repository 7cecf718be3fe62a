import type { Log } from '../../http/router.js';

/** What a Stripe account is billed with. */
export interface StripeOptions {
  /**
   * A secret key, or better a restricted one (`rk_…`) with what docs/stripe.md lists. Whether it is one for tests decides whether
   * real money moves.
   */
  secretKey: string;
  /** For the browser's payment fields; without it nothing can be put on file here. */
  publishableKey?: string | undefined;
  /** Signing secrets of the webhook endpoint (`whsec_…`): the newest, and while one is being exchanged also the one before. */
  webhookSecrets?: readonly string[] | undefined;
  /** Where the API is, for a test double on this machine. @default `https://api.stripe.com` */
  apiUrl?: string | undefined;
  /** Which kinds of payment methods customers may put on file. @default `['card', 'sepa_debit']` */
  paymentMethodTypes?: readonly string[] | undefined;
  /** How long one call of Stripe may take with all of its repetitions. @default 15000 */
  timeoutMs?: number | undefined;
  /** Whether Stripe's notices about the integration, which come in test mode, are kept out of the log. @default false */
  suppressNotices?: boolean | undefined;
  /** The version that Stripe's logs show beside Billfold's name. */
  version?: string | undefined;
  log?: Log | undefined;
}
