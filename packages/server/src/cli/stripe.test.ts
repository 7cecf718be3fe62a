import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCommandLine, type CommandLine } from '../../test/commandLine.js';
import { freePort, json, stripeThat } from '../../test/stripeThat.js';
import { startStripeDouble, type StripeDouble } from '../../test/stripe-double/index.js';
import { makeEncryptionKey } from '../access/secretBox.js';
import type { PushedPortal } from '../providers/stripe/hosted/pushBillingPortal.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const KEY = 'rk_test_ofTheCommandLine';
let line: CommandLine;
let double: StripeDouble;
beforeEach(async () => {
  double = await startStripeDouble({ keys: { [KEY]: ['*'] } });
  line = await openCommandLine();
  vi.stubEnv('BILLFOLD_ENCRYPTION_KEY', makeEncryptionKey());
  vi.stubEnv('BILLFOLD_PROVIDER', 'stripe');
  vi.stubEnv('STRIPE_SECRET_KEY', KEY);
  vi.stubEnv('STRIPE_API_URL', double.url);
});
afterEach(async () => {
  expect(double.complaints()).toEqual([]);
  await line.close();
  await double.close();
});

test("[X319] billfold stripe push-portal makes Stripe's own portal be as a configuration says, and says what it can not do", async () => {
  expect(await line.billfold('stripe', 'push-portal', '--dry-run')).toMatch(
    /would be new: without an id yet/,
  );
  expect(line.notes()).toContain("Stripe's portal can not be told customerUpdate email");
  expect(double.mutations).toEqual([]);
  const { id, status } = await line.json<PushedPortal>('stripe', 'push-portal');
  expect(status).toBe('created');
  expect(await line.billfold('stripe', 'push-portal')).toBe(
    `Stripe's portal for default is as it was: ${id}\n`,
  );

  const file = await line.file({ features: { invoiceHistory: { enabled: false } } });
  await line.billfold('configurations', 'push', file);
  expect(await line.json('stripe', 'push-portal')).toMatchObject({ id, status: 'updated' });
  expect(double.state.portalConfigurations.get(id!)!.features.invoice_history.enabled).toBe(false);
});

test('[X319] without an account of Stripe, or for a configuration that is not there, nothing is pushed', async () => {
  await expect(line.billfold('stripe', 'push-portal', 'other')).rejects.toThrow(/no configuration other/);
  vi.stubEnv('BILLFOLD_PROVIDER', 'sandbox');
  await expect(line.billfold('stripe', 'push-portal')).rejects.toThrow(/no account of Stripe/);
  expect(double.requests).toEqual([]);
});

test('[S411] what Stripe has against a command is told in a sentence, with the permission that is missing', async () => {
  const refused = async (status: number, message: string) => {
    const { url } = await stripeThat((_, response) =>
      json(response, status, { error: { type: 'invalid_request_error', message } }),
    );
    vi.stubEnv('STRIPE_API_URL', url);
    const file = await line.file({ features: { subscriptionUpdate: { products: ['prod_1'] } } });
    return [
      await line.billfold('stripe', 'push-portal').catch(String),
      await line.billfold('configurations', 'push', file).catch(String),
    ];
  };
  const lacking = `The key '${KEY}' lacks permissions. Having the 'rak_plan_read' permission would allow this.`;
  for (const said of await refused(403, lacking)) {
    expect(said).toMatch(/lacks one of the permissions of docs\/stripe\.md \(403, rak_plan_read\)\.$/);
    expect(said).not.toContain(KEY);
  }
  for (const said of await refused(401, `Invalid API Key provided: ${KEY}`)) {
    expect(said).toMatch(
      /Stripe does not take the secret key: it is wrong, revoked or of another account \(401\)\.$/,
    );
    expect(said).not.toContain(KEY);
  }
});

test('[S411] where Stripe gives no answer a command says so, and what to do', async () => {
  vi.stubEnv('STRIPE_API_URL', `http://127.0.0.1:${await freePort()}`);
  await expect(line.billfold('stripe', 'push-portal')).rejects.toThrow(/gives no answer\. `billfold doctor`/);
});
