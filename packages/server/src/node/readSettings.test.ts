import { expect, test } from 'vitest';
import { makeSecret } from '../access/secrets.js';
import { CannotStart } from '../CannotStart.js';
import { readSettings } from './readSettings.js';

test('[S51] without any variable, a server for this machine alone', () => {
  expect(readSettings({ BILLFOLD_PROVIDER: '', BILLFOLD_DATABASE_URL: ' ' })).toEqual({
    port: 8787,
    host: '127.0.0.1',
    publicUrl: undefined,
    fieldsPort: undefined,
    fieldsUrl: undefined,
    databaseUrl: undefined,
    dataDir: '.billfold',
    provider: 'sandbox',
    stripe: undefined,
    sandboxData: undefined,
    secretKey: undefined,
    returnOrigins: [],
    embedOrigins: [],
    encryptionKey: undefined,
    planCheck: undefined,
    trustedProxies: [],
    rateLimits: true,
    logLevel: 'info',
  });
});

test('[S51] with every variable', () => {
  const secretKey = makeSecret('sk_test');
  const settings = readSettings({
    PORT: '0',
    BILLFOLD_HOST: '0.0.0.0',
    BILLFOLD_PUBLIC_URL: 'https://Billing.example.com/',
    BILLFOLD_FIELDS_PORT: '8443',
    BILLFOLD_FIELDS_URL: 'https://Fields.example.com/',
    BILLFOLD_DATABASE_URL: 'postgresql://someone@db.example/billing?sslmode=require',
    BILLFOLD_DATA_DIR: '/var/lib/billfold',
    BILLFOLD_PROVIDER: 'sandbox',
    BILLFOLD_SANDBOX_DATA: 'billing.json',
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_RETURN_ORIGINS: 'https://app.example.com, https://www.example.com:8443/',
    BILLFOLD_EMBED_ORIGINS: 'http://localhost:5173',
    BILLFOLD_ENCRYPTION_KEY: btoa('32 bytes that nobody should know'),
    BILLFOLD_PLAN_CHECK_URL: 'https://app.example.com/api/plan-check?from=portal',
    BILLFOLD_PLAN_CHECK_SECRET: webhookSecret(24),
    BILLFOLD_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::1',
    BILLFOLD_RATE_LIMITS: 'off',
    BILLFOLD_LOG_LEVEL: 'trace',
  });
  expect(settings).toEqual({
    port: 0,
    host: '0.0.0.0',
    publicUrl: 'https://billing.example.com',
    fieldsPort: 8443,
    fieldsUrl: 'https://fields.example.com',
    databaseUrl: 'postgresql://someone@db.example/billing?sslmode=require',
    dataDir: '/var/lib/billfold',
    provider: 'sandbox',
    stripe: undefined,
    sandboxData: 'billing.json',
    secretKey,
    returnOrigins: ['https://app.example.com', 'https://www.example.com:8443'],
    embedOrigins: ['http://localhost:5173'],
    encryptionKey: btoa('32 bytes that nobody should know'),
    planCheck: {
      url: 'https://app.example.com/api/plan-check?from=portal',
      secret: webhookSecret(24),
    },
    trustedProxies: ['10.0.0.0/8', '2001:db8::1'],
    rateLimits: false,
    logLevel: 'trace',
  });
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['BILLFOLD_PUBLIC_URL', 'billing.example.com'],
  ['BILLFOLD_PUBLIC_URL', 'http://billing.example.com'],
  ['BILLFOLD_PUBLIC_URL', 'https://billing.example.com/portal'],
  ['BILLFOLD_PUBLIC_URL', 'https://someone@billing.example.com'],
  ['BILLFOLD_PUBLIC_URL', 'ftp://localhost'],
  ['BILLFOLD_FIELDS_PORT', '65536'],
  ['BILLFOLD_FIELDS_PORT', 'next'],
  ['BILLFOLD_FIELDS_URL', 'http://fields.example.com'],
  ['BILLFOLD_FIELDS_URL', 'https://fields.example.com/page'],
  ['BILLFOLD_DATABASE_URL', 'db.example/billing'],
  ['BILLFOLD_DATABASE_URL', 'mysql://db.example/billing'],
  ['BILLFOLD_DATABASE_URL', 'postgres://someone:hunter22@db.example'],
  ['BILLFOLD_PROVIDER', 'Sandbox'],
  ['BILLFOLD_SECRET_KEY', 'sk_test_1234hunter22'],
  ['BILLFOLD_SECRET_KEY', makeSecret('sk_live')],
  ['BILLFOLD_SECRET_KEY', `${makeSecret('sk_test').slice(0, -1)}_`],
  ['BILLFOLD_RETURN_ORIGINS', 'https://app.example.com/settings'],
  ['BILLFOLD_RETURN_ORIGINS', 'https://*.example.com'],
  ['BILLFOLD_RETURN_ORIGINS', 'https://app.example.com,http://other.example'],
  ['BILLFOLD_EMBED_ORIGINS', '*'],
  ['BILLFOLD_LOG_LEVEL', 'verbose'],
  ['BILLFOLD_TRUSTED_PROXIES', '10.0.0.0/8, everybody'],
  ['BILLFOLD_TRUSTED_PROXIES', '10.0.0.0/64'],
  ['BILLFOLD_RATE_LIMITS', '100'],
  ['BILLFOLD_ENCRYPTION_KEY', 'hunter22'],
  ['BILLFOLD_ENCRYPTION_KEY', btoa('hunter22'.repeat(5))],
])('[S51, S170] %s=%s is refused in one sentence that names it', (name, value) => {
  const refusal = refusalOf({ [name]: value });

  expect(refusal).toBeInstanceOf(CannotStart);
  expect(refusal!.message).toMatch(new RegExp(`^${name}\\b[^\\n]*\\.$`));
  expect(refusal!.message).not.toContain('hunter22');
  expect(refusal!.message).not.toContain('sk_live');
});

test.each([
  ['BILLFOLD_PLAN_CHECK_URL', { BILLFOLD_PLAN_CHECK_URL: 'https://app.example.com/check' }],
  ['BILLFOLD_PLAN_CHECK_SECRET', { BILLFOLD_PLAN_CHECK_SECRET: webhookSecret(32) }],
  ...[
    'app.example.com/check',
    'ftp://app.example.com/check',
    'http://app.example.com/check',
    'https://someone:hunter22@app.example.com/check',
    '/api/plan-check',
  ].map((url) => [
    'BILLFOLD_PLAN_CHECK_URL',
    { BILLFOLD_PLAN_CHECK_URL: url, BILLFOLD_PLAN_CHECK_SECRET: webhookSecret(32) },
  ]),
  ...[
    'hunter22',
    'whsec_',
    'whsec_hunter22',
    webhookSecret(23),
    webhookSecret(65),
    `${webhookSecret(32)}=`,
    webhookSecret(32).slice('whsec_'.length),
  ].map((secret) => [
    'BILLFOLD_PLAN_CHECK_SECRET',
    { BILLFOLD_PLAN_CHECK_URL: 'https://app.example.com/check', BILLFOLD_PLAN_CHECK_SECRET: secret },
  ]),
] as [string, Record<string, string>][])(
  '[S51] %s of %j is refused in one sentence that names it',
  (name, env) => {
    const refusal = refusalOf(env);
    expect(refusal).toBeInstanceOf(CannotStart);
    expect(refusal!.message).toMatch(new RegExp(`^${name}\\b[^\\n]*\\.$`));
    expect(refusal!.message).not.toContain('hunter22');
    expect(refusal!.message).not.toContain('BwcHBwcH');
  },
);

test('[S51] the app may be asked without TLS on this machine only', () => {
  const planCheck = { url: 'http://localhost:3000/check', secret: webhookSecret(32) };
  const env = { BILLFOLD_PLAN_CHECK_URL: planCheck.url, BILLFOLD_PLAN_CHECK_SECRET: planCheck.secret };
  expect(readSettings(env).planCheck).toEqual(planCheck);
});

function webhookSecret(bytes: number): string {
  return `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
}

function refusalOf(env: Record<string, string>): Error | null {
  try {
    readSettings(env);
    return null;
  } catch (error) {
    return error as Error;
  }
}
