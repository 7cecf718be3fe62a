import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { hostedPageHeaders } from '../../http/headers.js';
import { createStripe } from './createStripe.js';

const secretKey = 'rk_test_ofNobody123456';
const publishableKey = 'pk_test_ofNobody123456';

test('[X253] the key says whether money moves, and nobody can read it from the provider', () => {
  const provider = createStripe({ secretKey });
  expect(provider).toMatchObject({ name: 'stripe', testMode: true });
  expect(createStripe({ secretKey: 'sk_live_ofNobody123456' }).testMode).toBe(false);
  expect(inspect(provider, { depth: 20, showHidden: true })).not.toContain(secretKey);
  expect(JSON.stringify(provider)).not.toContain(secretKey);
});

test.each([
  [{ secretKey: 'hunter22' }, 'secretKey'],
  [{ secretKey, publishableKey: 'pk_live_hunter22' }, 'publishableKey'],
  [{ secretKey, webhookSecrets: ['hunter22'] }, 'webhookSecrets'],
  [{ secretKey, apiUrl: 'https://api.example.com' }, 'apiUrl'],
  [{ secretKey: 'sk_live_hunter22', apiUrl: 'http://127.0.0.1:12111' }, 'apiUrl'],
])('[X253] %j is refused by name', (options, name) => {
  const refused = () => createStripe(options);
  expect(refused).toThrow(TypeError);
  expect(refused).toThrow(new RegExp(`^${name} `));
  expect(refused).not.toThrow(/hunter22/);
});

test('[X254] a page may load what the fields of Stripe need, and nothing more', () => {
  const { paymentFields } = createStripe({ secretKey, publishableKey });
  expect(paymentFields).toMatchObject({ provider: 'stripe', settings: { publishableKey } });
  const headers = hostedPageHeaders(paymentFields!.sources);
  expect(headers['Content-Security-Policy']!.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self' https://js.stripe.com https://*.js.stripe.com",
    "style-src 'self'",
    "img-src 'self' data: https://*.stripe.com",
    "font-src 'self'",
    "connect-src 'self' https://api.stripe.com",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com',
  ]);
  expect(headers['Permissions-Policy']).toContain(
    'payment=(self "https://js.stripe.com" "https://hooks.stripe.com")',
  );
  expect(headers['Cross-Origin-Opener-Policy']).toBe('same-origin-allow-popups');
});

test('[X254] Link is allowed where it can be entered, and without a publishable key nothing can', () => {
  const withLink = createStripe({ secretKey, publishableKey, paymentMethodTypes: ['card', 'link'] });
  expect(withLink.paymentFields!.sources['frame-src']).toContain('https://*.link.com');
  expect(createStripe({ secretKey }).paymentFields).toBeUndefined();
});
