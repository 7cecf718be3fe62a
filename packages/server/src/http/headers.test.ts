import { expect, test } from 'vitest';
import { createPortal } from '../createPortal.js';
import type { PaymentFields } from '../provider/Provider.js';
import { createSandbox } from '../providers/sandbox/index.js';

/** The answer with the hosted page, for a provider with these fields. */
function hostedPage(paymentFields: PaymentFields | undefined): Promise<Response> {
  const portal = createPortal({
    database: {} as never,
    provider: { ...createSandbox(), ...(paymentFields && { paymentFields }) },
    publicUrl: 'https://billing.test',
    hostedPage: { html: '<html data-redeem="button">', assets: new Map() },
  });
  return portal.fetch(new Request('https://billing.test/session/bps_any'));
}

function policyOf({ headers }: Response): Map<string, string[]> {
  const directives = headers.get('content-security-policy')!.split(';');
  const parsed = directives.map((it) => it.trim().split(/\s+/));
  expect(new Set(parsed.map(([name]) => name)).size).toBe(parsed.length);
  return new Map(parsed.map(([name, ...sources]) => [name!, sources]));
}

const usual = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** What Stripe.js needs, as Stripe's guide to integration security lists it. */
const stripe: PaymentFields = {
  provider: 'stripe',
  settings: { publishableKey: 'pk_test_example' },
  sources: {
    'script-src': ['https://js.stripe.com', 'https://*.js.stripe.com'],
    'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
    'connect-src': ['https://api.stripe.com'],
    'img-src': ['https://*.stripe.com'],
  },
};

test('[S120] without fields the hosted page loads its own files only, in no frame and with none', async () => {
  const response = await hostedPage(undefined);
  expect(Object.fromEntries(policyOf(response))).toEqual(usual);
  expect(response.headers.get('permissions-policy')).toContain('payment=()');
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
});

test('[S120] it may frame the sandbox’s fields, and nothing else is added', async () => {
  const { paymentFields } = createSandbox({ fieldsUrl: 'http://localhost:8788' });
  const response = await hostedPage(paymentFields);
  expect(Object.fromEntries(policyOf(response))).toEqual({
    ...usual,
    'frame-src': ['http://localhost:8788'],
  });
  expect(response.headers.get('permissions-policy')).toContain('payment=()');
});

test('[S120] a provider’s script may be loaded from where it says, and show wallets', async () => {
  const response = await hostedPage(stripe);
  expect(Object.fromEntries(policyOf(response))).toEqual({
    ...usual,
    'script-src': ["'self'", 'https://js.stripe.com', 'https://*.js.stripe.com'],
    'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
    'connect-src': ["'self'", 'https://api.stripe.com'],
    'img-src': ["'self'", 'data:', 'https://*.stripe.com'],
  });
  expect(response.headers.get('permissions-policy')).toBe(
    'camera=(), geolocation=(), microphone=(), payment=(self "https://js.stripe.com" "https://hooks.stripe.com")',
  );
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
});

test.each([
  ['none', undefined],
  ['the sandbox', createSandbox({ fieldsUrl: 'https://fields.test' }).paymentFields],
  ['Stripe', stripe],
])(
  '[S120] with fields of %s nothing inline runs, and no wildcard is there that was not asked for',
  async (_, fields) => {
    const policy = policyOf(await hostedPage(fields));
    const asked = new Set(Object.values(fields?.sources ?? {}).flat());
    for (const [directive, sources] of policy) {
      for (const source of sources) {
        expect([directive, source]).not.toEqual([
          directive,
          expect.stringMatching(/unsafe|^\*$|^https?:\/\/\*$|^blob:/),
        ]);
        if (source.includes('*')) expect(asked).toContain(source);
        if (['data:', 'https:', 'http:'].includes(source)) expect(directive).toBe('img-src');
      }
    }
    for (const directive of ['default-src', 'base-uri', 'frame-ancestors']) {
      expect(policy.get(directive)).toEqual(["'none'"]);
    }
  },
);

test('[S16] [S120] no other answer of the portal gets any of it', async () => {
  const portal = createPortal({
    database: {} as never,
    provider: { ...createSandbox(), paymentFields: stripe },
    publicUrl: 'https://billing.test',
  });
  const { headers } = await portal.fetch(new Request('https://billing.test/healthz'));
  expect(headers.get('content-security-policy')).not.toContain('stripe');
  expect(headers.get('permissions-policy')).toContain('payment=()');
});
