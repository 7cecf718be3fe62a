import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  customerOperations,
  operations,
  type DescribedOperation,
  type InvoiceResult,
  type PaymentMethod,
  type SetupIntent,
  type SubscriptionResult,
  type TaxId,
  type WebhookEndpointWithSecret,
} from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';
import { publishedCards } from '../testing/cards.js';
import { nobodys, requestOf, rightInputOf, type Named } from '../testing/rightInputs.js';
import { hashSecret } from './secrets.js';

// Everything that there is, is done once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let portal: TestPortal;
let customer: TestCustomer;
/** Every secret that was made, by what told it. */
const secrets = new Map<string, string>();

beforeAll(async () => {
  portal = await createTestPortal({ project: { features: { subscriptionPause: { enabled: true } } } });
  secrets.set(portal.secretKey, 'the secret key');
  secrets.set(portal.encryptionKey, 'the encryption key');
  for (const card of publishedCards) secrets.set(card, 'a card number');
  customer = await asCustomer(portal, (await portal.createScenario('requiresAction')).id);
  secrets.set(customer.token, 'the token');
});
afterAll(() => portal.close());

/** Keeps what an answer holds that opens something. */
async function keepSecretsOf(response: Response, from: string): Promise<void> {
  for (const cookie of response.headers.getSetCookie()) {
    const value = /=([^;]+)/.exec(cookie)?.[1];
    if (value) secrets.set(value, `cookie of ${from}`);
  }
  if (!response.headers.get('content-type')?.startsWith('application/json')) return;
  JSON.parse(await response.text(), (name, value: unknown) => {
    if (typeof value !== 'string') return value;
    const fragment = name === 'url' ? value.split('#')[1] : undefined;
    if (fragment) secrets.set(fragment, `link of ${from}`);
    if (['token', 'clientSecret', 'secret'].includes(name)) secrets.set(value, `${name} of ${from}`);
    return value;
  });
}

/** What the customer has, with a payment and a setup that wait to be confirmed. */
async function nameAll(): Promise<Named> {
  const { overdueInvoice, id: subscription, price } = await customer.subscription();
  const invoice = overdueInvoice!.id;
  const methods = await customer.get<{ data: PaymentMethod[] }>('/payment-methods');
  const setup = await customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  const taxId = { type: 'us_ein', value: '12-3456789' };
  const added = await customer.send<TaxId>('POST', '/billing-details/tax-ids', taxId);
  const { id: quote } = await customer.quoted(price.id, 9);
  const paid = await customer.send<InvoiceResult>('POST', `/invoices/${invoice}/pay`, {});
  const { clientSecret } = paid.body as Extract<InvoiceResult, { status: 'requires_action' }>;
  const endpoint = await portal.merchant<WebhookEndpointWithSecret>('POST', '/v1/webhook-endpoints', {
    url: 'https://hooks.example.com/billing',
  });
  const link = await portal.createLink(customer.id);
  const { data: events } = await portal.merchant<{ data: { id: string }[] }>('GET', '/v1/events');
  const { now } = (await customer.get<{ now: string }>('/sandbox')).body;
  secrets.set(clientSecret, 'clientSecret of a payment');
  secrets.set(setup.body.clientSecret, 'clientSecret of a setup');
  secrets.set(endpoint.secret, 'secret of an endpoint');
  secrets.set(link.code, 'code of a link');
  return {
    ...nobodys,
    customer: customer.id,
    session: link.session,
    code: link.code,
    invoice,
    subscription,
    price: price.id,
    quote,
    clientSecret,
    setupSecret: setup.body.clientSecret,
    setupIntent: setup.body.id,
    paymentMethod: methods.body.data[0]!.id,
    taxId: added.body.id,
    endpoint: endpoint.id,
    event: events[0]!.id,
    now,
  };
}

/** Somebody whose change of plan waits for their bank, and is made: what it was confirmed with was in the subscription meanwhile. */
async function confirmChange(): Promise<TestCustomer> {
  const other = await asCustomer(portal, (await portal.createScenario('active')).id);
  await other.control({ paymentMethod: 'authentication_required' });
  const { body } = await other.change(await other.quoted('price_DemoTeamMonthlyUsd', 9));
  const { clientSecret } = body as Extract<SubscriptionResult, { status: 'requires_action' }>;
  secrets.set(other.token, 'another token').set(clientSecret, 'clientSecret of a change');
  const confirmation = { clientSecret, outcome: 'authenticated' };
  expect((await other.send('POST', '/sandbox/payments/confirm', confirmation)).status).toBe(200);
  return other;
}

/** What would keep the rest from being done comes last. */
const LAST = [
  'cancelSubscription',
  'switchSandboxScenario',
  'deleteWebhookEndpoint',
  'revokePortalSession',
  'revokePortalSessions',
  'endSession',
];
const turnOf = ({ name }: DescribedOperation) => LAST.indexOf(name.replace(/OfCustomer$/, ''));

/** How a secret could stand in a text. */
function encodingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => {
    // In the middle of something else it begins at any of three places; the characters at its edges depend on what is there.
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    [...secret].reverse().join(''),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    // What opens something is looked for without the prefix and the checksum too.
    ...(secret.length > 40 ? [secret.slice(10, -8)] : []),
    hashSecret(secret),
    Buffer.from(hashSecret(secret), 'hex').toString('base64').slice(0, 40),
  ];
}

test('[S237] nothing that opens anything is in the audit log, the events or the activity', async () => {
  const named = await nameAll();
  const other = await confirmChange();
  const all: DescribedOperation[] = [...Object.values(operations), ...Object.values(customerOperations)];
  for (const operation of all.toSorted((one, other) => turnOf(one) - turnOf(other))) {
    const { body } = await customer.get<{ version?: number }>(`/subscriptions/${named.subscription}`);
    const { path, init } = requestOf(operation, rightInputOf(operation, named), {
      version: body.version ?? 1,
    });
    const credential = operation.access.by === 'secret_key' ? portal.secretKey : customer.token;
    const headers = { ...init.headers, authorization: `Bearer ${credential}` };
    const response = await portal.fetch(path, { ...init, headers });
    expect([operation.name, response.status < 500]).toEqual([operation.name, true]);
    await keepSecretsOf(response, operation.name);
  }
  const told = new Set(secrets.values());
  for (const kind of [
    'link of createPortalSession',
    'cookie of exchangeSession',
    'secret of createWebhookEndpoint',
    'secret of rotateWebhookSecret',
    'clientSecret of createSetupIntent',
  ]) {
    expect(told).toContain(kind);
  }

  const written = await rowsOf<Record<string, unknown>>(portal.database, sql`select * from audit_log`);
  const events = await rowsOf<Record<string, unknown>>(portal.database, sql`select * from events`);
  const actions = new Set(written.map(({ action }) => action));
  expect(actions.size).toBeGreaterThan(25);
  const activities = [customer, other].map(({ id }) =>
    portal.merchant('GET', `/v1/customers/${id}/activity?limit=100`),
  );
  const text = JSON.stringify([written, events, await Promise.all(activities)]);
  for (const [secret, from] of secrets) {
    for (const encoded of encodingsOf(secret)) {
      expect([from, encoded, text.includes(encoded)]).toEqual([from, encoded, false]);
    }
  }
});
