import { isTestMode, type StripeSettings } from '../../node/readStripeSettings.js';
import type { KeyVerdict } from '../../providers/stripe/client/tryKey.js';
import { about, type Finding } from './Finding.js';

const key = about('Stripe key');
const fields = about('Stripe fields');
const events = about('Stripe events');

/**
 * Whether an account of Stripe can be billed with as the settings have it.
 *
 * @param tryKey asks Stripe; for tests of live keys, which are sent to nobody.
 */
export async function checkStripe(stripe: StripeSettings, tryKey = askStripe): Promise<Finding[]> {
  const mode = isTestMode({ stripe }) ? 'test: no money moves' : 'live';
  return [
    aboutKey(stripe, await tryKey(stripe), mode),
    stripe.publishableKey === undefined
      ? fields.warning(
          'no publishable key: customers can put no payment methods on file',
          'Set STRIPE_PUBLISHABLE_KEY to the one beside the secret key, of the same mode.',
        )
      : fields.ok(`a publishable key, ${mode}`),
    aboutEvents(stripe.webhookSecrets ?? [], isTestMode({ stripe })),
  ];
}

async function askStripe(stripe: StripeSettings): Promise<KeyVerdict> {
  const { tryKey } = await import('../../providers/stripe/client/tryKey.js');
  return tryKey(stripe);
}

function aboutKey({ secretKey }: StripeSettings, verdict: KeyVerdict, mode: string): Finding {
  switch (verdict) {
    case 'accepted':
      return secretKey.startsWith('sk_live_')
        ? key.warning(
            `accepted, ${mode}, and it may do everything`,
            'Make a restricted key with the permissions of docs/stripe.md, and set STRIPE_SECRET_KEY to that.',
          )
        : key.ok(`accepted, ${mode}`);
    case 'unknown':
      return key.failed(
        'Stripe does not take it',
        'Set STRIPE_SECRET_KEY to a key of your account that was neither revoked nor exchanged.',
      );
    case 'not_permitted':
      return key.failed(
        'it may not read subscriptions',
        'Give the restricted key the permissions of docs/stripe.md.',
      );
    default:
      return key.failed(
        `Stripe gives no answer (${verdict})`,
        'Does this machine reach api.stripe.com at port 443, and has Stripe an incident?',
      );
  }
}

/** A customer who pays at Stripe's own page, or whose card fails at night, is heard of by its events alone. */
function aboutEvents(secrets: readonly string[], testMode: boolean): Finding {
  if (secrets.length === 1) return events.ok('a signing secret');
  if (secrets.length > 1)
    return events.ok(`${secrets.length} signing secrets: take the old one away when it has ended`);
  const message = 'no signing secret: what happens at Stripe by itself is not heard of';
  const todo = 'Make the webhook endpoint of docs/stripe.md, and set STRIPE_WEBHOOK_SECRET to its secret.';
  return testMode ? events.warning(message, todo) : events.failed(message, todo);
}
