import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCommandLine, type CommandLine } from '../../test/commandLine.js';
import { freePort, json, stripeThat } from '../../test/stripeThat.js';
import { createSecretBox, makeEncryptionKey } from '../access/secretBox.js';
import { checkStripe } from './doctor/checkStripe.js';
import type { Finding } from './doctor/Finding.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let line: CommandLine;
beforeEach(async () => {
  line = await openCommandLine();
  vi.stubEnv('BILLFOLD_ENCRYPTION_KEY', makeEncryptionKey());
  vi.stubEnv('BILLFOLD_PROVIDER', 'stripe');
  vi.stubEnv('STRIPE_SECRET_KEY', 'rk_test_hunter22hunter22');
  vi.stubEnv('STRIPE_PUBLISHABLE_KEY', 'pk_test_ofNobody123456');
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_hunter22hunter22');
});
afterEach(async () => {
  process.exitCode = undefined;
  await line.close();
});

async function findings(): Promise<(check: string) => string> {
  const answer = await line.json<{ findings: Finding[] }>('doctor');
  expect(JSON.stringify(answer)).not.toContain('hunter22');
  return (check) => {
    const { status, message, todo } = answer.findings.find((it) => it.check === check)!;
    return todo === null ? `${status}: ${message}` : `${status}: ${message} → ${todo}`;
  };
}

async function stripeAnswers(status: number, body: object): Promise<string[]> {
  const { url, seen } = await stripeThat((_, response) => json(response, status, body));
  vi.stubEnv('STRIPE_API_URL', url);
  const of = await findings();
  expect(seen.every(({ method }) => method === 'GET')).toBe(true);
  return ['Stripe key', 'Stripe fields', 'Stripe events'].map(of);
}

const list = { object: 'list', data: [], has_more: false };
const error = { error: { type: 'invalid_request_error', message: 'Invalid API Key: hunter22' } };

test('[S334] the doctor asks Stripe whether it takes the key, and looks for what goes with it', async () => {
  expect(await stripeAnswers(200, list)).toEqual([
    'ok: accepted, test: no money moves',
    'ok: a publishable key, test: no money moves',
    'ok: a signing secret',
  ]);
  const [unknown] = await stripeAnswers(401, error);
  expect(unknown).toMatch(/^failed: Stripe does not take it → Set STRIPE_SECRET_KEY/);
  const [restricted] = await stripeAnswers(403, error);
  expect(restricted).toMatch(/^failed: it may not read subscriptions → /);
});

test('[S334] what is missing is said with what to do, and so is a Stripe that is not there', async () => {
  vi.stubEnv('STRIPE_PUBLISHABLE_KEY', '');
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', '');
  vi.stubEnv('STRIPE_API_URL', `http://127.0.0.1:${await freePort()}`);
  const of = await findings();
  expect(of('Stripe key')).toMatch(/^failed: Stripe gives no answer \(connection\) → /);
  expect(of('provider of proj_default')).toBe('ok: stripe, test: no money moves');
  expect(of('Stripe fields')).toMatch(/^warning: no publishable key.*→ Set STRIPE_PUBLISHABLE_KEY/);
  expect(of('Stripe events')).toMatch(/^warning: no signing secret.*→ .*STRIPE_WEBHOOK_SECRET/);
});

test('[S334] a live account that is not heard of, or whose key may do everything, is not well set up', async () => {
  const live = (secretKey: string, webhookSecrets: string[] = []) =>
    checkStripe({ secretKey, webhookSecrets }, async () => 'accepted');
  const statuses = (found: Finding[]) => found.map(({ status }) => status);
  expect(statuses(await live('sk_live_hunter22hunter22'))).toEqual(['warning', 'warning', 'failed']);
  const [key, , events] = await live('rk_live_hunter22hunter22', ['whsec_a', 'whsec_b']);
  expect(key).toMatchObject({ status: 'ok', message: 'accepted, live' });
  expect(events!.message).toMatch(/^2 signing secrets/);
});

test('[S403] changes under way that the encryption key does not open are found, with what to do', async () => {
  vi.stubEnv('STRIPE_API_URL', `http://127.0.0.1:${await freePort()}`);
  const change = async (id: string, key: string, finishedAt: string | null = null) => {
    const request = await createSecretBox(key).seal('{}', id);
    await line.look((database) =>
      database.execute(sql`
        insert into intents (project_id, id, customer_id, caller, operation, request_hash, request, created_at, finished_at)
        values ('proj_default', ${id}, ${id}, 'server', 'payInvoice', '', ${request}, now(), ${finishedAt}::timestamptz)`),
    );
  };
  expect((await findings())('changes under way')).toBe('ok: none');
  await change('int_ours', process.env['BILLFOLD_ENCRYPTION_KEY']!);
  await change('int_done', makeEncryptionKey(), '2026-11-20T09:00:00Z');
  expect((await findings())('changes under way')).toBe('ok: 1, and the encryption key opens them');
  await change('int_theirs', makeEncryptionKey());
  expect((await findings())('changes under way')).toMatch(
    /^failed: the encryption key does not open 1 of 2: .* → Set BILLFOLD_ENCRYPTION_KEY to what it was, .* 23 hours .* intent\.abandoned/,
  );
});
