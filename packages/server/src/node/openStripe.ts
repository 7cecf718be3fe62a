import { listProjects } from '../access/projects.js';
import { CannotStart } from '../CannotStart.js';
import type { Database } from '../database/Database.js';
import type { Log } from '../http/router.js';
import type { Provider } from '../provider/Provider.js';
import { isTestMode, type StripeSettings } from './readStripeSettings.js';

/** Stripe, by the account of the settings. Its code is loaded here and not before: a sandbox has no use for it. */
export async function openStripe(stripe: StripeSettings, version: string, log: Log): Promise<Provider> {
  const { createStripe } = await import('../providers/stripe/index.js');
  const { publishableKey, webhookSecrets = [] } = stripe;
  if (publishableKey === undefined) {
    log.warn({}, 'STRIPE_PUBLISHABLE_KEY is not set, so no payment methods can be put on file');
  }
  if (webhookSecrets.length === 0) {
    log.warn({}, 'STRIPE_WEBHOOK_SECRET is not set, so what happens at Stripe by itself is not heard of');
  }
  return createStripe({ ...stripe, version, log });
}

/**
 * One account bills for all projects of a server, and money moves for all of them or for none.
 *
 * @throws CannotStart when a project is of the other mode: its customers, keys and links were made for that.
 */
export async function refuseOtherMode(database: Database, stripe: StripeSettings): Promise<void> {
  const testMode = isTestMode({ stripe });
  const other = (await listProjects(database)).find((project) => project.testMode !== testMode);
  if (!other) return;
  throw new CannotStart(
    testMode
      ? `STRIPE_SECRET_KEY is a test key, and project ${other.id} of this database is live: its customers would not be charged. Use the live key, or another database.`
      : `STRIPE_SECRET_KEY is a live key, and project ${other.id} of this database is a test: money would move. Use a test key, or another database.`,
  );
}
