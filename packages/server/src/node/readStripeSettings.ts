import { CannotStart } from '../CannotStart.js';
import { faultOf, isTestKey } from '../providers/stripe/checkOptions.js';
import type { StripeOptions } from '../providers/stripe/StripeOptions.js';
import type { Settings } from './readSettings.js';

/** The Stripe account that a server bills with. */
export type StripeSettings = Pick<
  StripeOptions,
  'secretKey' | 'publishableKey' | 'webhookSecrets' | 'apiUrl' | 'suppressNotices'
>;

/** How Stripe calls them wherever it shows a server being set up; they are the only variables without our name. */
const names = {
  secretKey: 'STRIPE_SECRET_KEY',
  publishableKey: 'STRIPE_PUBLISHABLE_KEY',
  webhookSecrets: 'STRIPE_WEBHOOK_SECRET',
  apiUrl: 'STRIPE_API_URL',
};

/** Reads them as they are; `checkStripe` says whether they can be used. @throws CannotStart when there is no key. */
export function readStripeSettings(read: (name: string) => string | undefined): StripeSettings {
  const secretKey = read(names.secretKey);
  if (secretKey === undefined) throw new CannotStart(WITHOUT_KEY);
  return {
    secretKey,
    publishableKey: read(names.publishableKey),
    webhookSecrets: (read(names.webhookSecrets) ?? '')
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== ''),
    apiUrl: read(names.apiUrl),
    suppressNotices: read('STRIPE_SUPPRESS_NOTICES')?.toLowerCase() === 'true',
  };
}

/** Whether no real money moves: that of Stripe, by a live key, is the only one that does. */
export const isTestMode = ({ stripe }: Pick<Settings, 'stripe'>): boolean =>
  stripe === undefined || isTestKey(stripe.secretKey);

/**
 * Looks at whether a server can bill with Stripe as it is set up, wherever its settings come from.
 *
 * @returns the account; undefined where somebody else bills.
 * @throws CannotStart
 */
export function checkStripe(
  settings: Pick<Settings, 'provider' | 'stripe' | 'databaseUrl' | 'encryptionKey' | 'sandboxData'>,
): StripeSettings | undefined {
  if (settings.provider !== 'stripe') return undefined;
  if (settings.stripe === undefined) throw new CannotStart(WITHOUT_KEY);
  const fault = faultOf(settings.stripe, names);
  if (fault !== null) throw new CannotStart(fault);
  if (settings.sandboxData !== undefined) {
    throw new CannotStart(
      'BILLFOLD_SANDBOX_DATA is set and BILLFOLD_PROVIDER is "stripe", which has its own products and customers; leave out one of them.',
    );
  }
  if (settings.databaseUrl !== undefined && settings.encryptionKey === undefined) {
    throw new CannotStart(
      'BILLFOLD_ENCRYPTION_KEY must be set where BILLFOLD_PROVIDER is "stripe" and the database is a PostgreSQL; `openssl rand -base64 32` makes one.',
    );
  }
  return settings.stripe;
}

const WITHOUT_KEY =
  'STRIPE_SECRET_KEY must be set where BILLFOLD_PROVIDER is "stripe": a restricted key of your account, rk_test_… to begin with.';
