import { expect, test } from 'vitest';
import { makeEncryptionKey } from '../access/secretBox.js';
import { makeSecret } from '../access/secrets.js';
import { CannotStart } from '../CannotStart.js';
import { readSettings } from './readSettings.js';
import { isTestMode } from './readStripeSettings.js';

const stripe = { BILLFOLD_PROVIDER: 'stripe', STRIPE_SECRET_KEY: 'rk_test_ofNobody123456' };

test('[S330] a restricted key is enough', () => {
  const settings = readSettings(stripe);
  expect(settings).toMatchObject({ provider: 'stripe', stripe: { secretKey: stripe.STRIPE_SECRET_KEY } });
  expect(isTestMode(settings)).toBe(true);
});

test('[S330] with every variable', () => {
  const settings = readSettings({
    ...stripe,
    STRIPE_PUBLISHABLE_KEY: 'pk_test_ofNobody123456',
    STRIPE_WEBHOOK_SECRET: 'whsec_newOfNobody1234567, whsec_oldOfNobody1234567',
    STRIPE_API_URL: 'http://127.0.0.1:12111',
    STRIPE_SUPPRESS_NOTICES: 'true',
  });
  expect(settings.stripe).toEqual({
    secretKey: 'rk_test_ofNobody123456',
    publishableKey: 'pk_test_ofNobody123456',
    webhookSecrets: ['whsec_newOfNobody1234567', 'whsec_oldOfNobody1234567'],
    apiUrl: 'http://127.0.0.1:12111',
    suppressNotices: true,
  });
});

test('[S330] variables of Stripe that an app has for itself are nothing to a sandbox', () => {
  const settings = readSettings({
    STRIPE_SECRET_KEY: 'not looked at',
    STRIPE_API_URL: 'https://example.com',
  });
  expect(settings).toMatchObject({ provider: 'sandbox', stripe: undefined });
});

test.each<[string, Record<string, string>]>([
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: ' ' }],
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'hunter22' }],
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'pk_test_hunter22hunter22' }],
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_test_' }],
  ['STRIPE_PUBLISHABLE_KEY', { STRIPE_PUBLISHABLE_KEY: 'sk_test_hunter22hunter22' }],
  ['STRIPE_PUBLISHABLE_KEY', { STRIPE_PUBLISHABLE_KEY: 'pk_live_hunter22hunter22' }],
  [
    'STRIPE_PUBLISHABLE_KEY',
    { STRIPE_SECRET_KEY: 'sk_live_hunter22hunter22', STRIPE_PUBLISHABLE_KEY: 'pk_test_hunter22hunter22' },
  ],
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: 'hunter22' }],
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: 'whsec_newOfNobody1234567, hunter22' }],
  ...[
    'https://api.example.com',
    'http://127.0.0.1.example.com:12111',
    'http://hunter22@127.0.0.1:12111',
    'http://127.0.0.1:12111/v1',
    'file:///etc/passwd',
    '127.0.0.1:12111',
  ].map((url): [string, Record<string, string>] => ['STRIPE_API_URL', { STRIPE_API_URL: url }]),
  [
    'STRIPE_API_URL',
    { STRIPE_SECRET_KEY: 'sk_live_hunter22hunter22', STRIPE_API_URL: 'http://127.0.0.1:12111' },
  ],
  ['BILLFOLD_SANDBOX_DATA', { BILLFOLD_SANDBOX_DATA: 'billing.json' }],
  ['BILLFOLD_ENCRYPTION_KEY', { BILLFOLD_DATABASE_URL: 'postgres://someone@db.example/billing' }],
])('[S331] %s, as %j would have it, is refused in one sentence that repeats no secret', (name, env) => {
  const refusal = refusalOf({ ...stripe, ...env });
  expect(refusal).toBeInstanceOf(CannotStart);
  expect(refusal!.message).toMatch(new RegExp(`^${name}\\b[^\\n]*\\.$`));
  expect(refusal!.message).not.toContain('hunter22');
});

test('[S331] with its encryption key a PostgreSQL is taken', () => {
  const env = {
    BILLFOLD_DATABASE_URL: 'postgres://someone@db.example/billing',
    BILLFOLD_ENCRYPTION_KEY: makeEncryptionKey(),
  };
  expect(refusalOf({ ...stripe, ...env })).toBeNull();
});

test('[S332] a live key of Stripe goes with a live key of the project, and a test key with one for tests', () => {
  const live = { ...stripe, STRIPE_SECRET_KEY: 'rk_live_ofNobody123456' };
  const secretKey = makeSecret('sk_live');
  expect(readSettings({ ...live, BILLFOLD_SECRET_KEY: secretKey })).toMatchObject({ secretKey });
  expect(isTestMode(readSettings(live))).toBe(false);
  expect(refusalOf({ ...live, BILLFOLD_SECRET_KEY: makeSecret('sk_test') })?.message).toMatch(
    /sk_live_ .*`billfold key --live` makes one/,
  );
  expect(refusalOf({ ...stripe, BILLFOLD_SECRET_KEY: secretKey })?.message).toMatch(
    /sk_test_ .*`billfold key` makes one/,
  );
});

function refusalOf(env: Record<string, string>): Error | null {
  try {
    readSettings(env);
    return null;
  } catch (error) {
    return error as Error;
  }
}
