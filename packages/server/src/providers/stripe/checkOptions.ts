import type { StripeOptions } from './StripeOptions.js';

/** What can be wrong with the options of an account. */
type Checked = Pick<StripeOptions, 'secretKey' | 'publishableKey' | 'webhookSecrets' | 'apiUrl'>;

const optionNames: Record<keyof Checked, string> = {
  secretKey: 'secretKey',
  publishableKey: 'publishableKey',
  webhookSecrets: 'webhookSecrets',
  apiUrl: 'apiUrl',
};

/** Whether a key is one with which no real money moves. */
export const isTestKey = (key: string): boolean => key.split('_')[1] === 'test';

/**
 * Looks at what an account is billed with before anything is sent: keys of one mode, and no key to anybody but Stripe.
 *
 * @param names how the options are called where they were given.
 * @returns one sentence that begins with a name and repeats no secret; null: there is nothing wrong.
 */
export function faultOf(options: Checked, names: Record<keyof Checked, string> = optionNames): string | null {
  const { secretKey, publishableKey, webhookSecrets = [], apiUrl } = options;
  if (!/^(sk|rk)_(test|live)_\w+$/.test(secretKey))
    return `${names.secretKey} must be a secret or restricted key of Stripe (sk_test_…, rk_test_…, sk_live_… or rk_live_…).`;
  if (publishableKey !== undefined && !/^pk_(test|live)_\w+$/.test(publishableKey))
    return `${names.publishableKey} must be a publishable key of Stripe (pk_test_… or pk_live_…).`;
  if (publishableKey !== undefined && isTestKey(publishableKey) !== isTestKey(secretKey))
    return `${names.publishableKey} and ${names.secretKey} must be of one account and one mode: one of them is for tests, and the other one moves money.`;
  if (!webhookSecrets.every((secret) => /^whsec_[\w+/=-]{16,}$/.test(secret)))
    return `${names.webhookSecrets} must be signing secrets of webhook endpoints (whsec_…), separated by commas where there are several.`;
  if (apiUrl !== undefined && !isDouble(apiUrl))
    return `${names.apiUrl} is for a test double on this machine, such as http://127.0.0.1:12111: keys are sent nowhere else but to Stripe.`;
  if (apiUrl !== undefined && !isTestKey(secretKey))
    return `${names.apiUrl} is for a test double, and ${names.secretKey} is a live key: that is sent to nobody but Stripe.`;
  return null;
}

function isDouble(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname) &&
    [url.origin, `${url.origin}/`].includes(text)
  );
}
