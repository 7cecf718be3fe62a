import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Customer } from '@billfold/contract';
import Stripe from 'stripe';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { callOf, documentedCalls, documentedRequests, RESTRICTED_KEY } from '../../../test/restrictedKey.js';
import { findSchema, startStripeDouble } from '../../../test/stripe-double/index.js';
import { createTestPortal } from '../../testing/createTestPortal.js';
import { SETTINGS_HELP } from '../../cli/settingsHelp.js';
import { apiVersion } from './client/apiVersion.js';
import { createClient } from './client/createClient.js';
import { createStripePortalSession } from './hosted/createStripePortalSession.js';
import { createStripe } from './createStripe.js';
import { paymentFieldsOf } from './paymentFields.js';
import { readNoticeEvent } from './readNoticeEvent.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const page = read('../../../../../docs/stripe.md');

/** What each call of the npm client is at Stripe. One that is missing here is missing on the page. */
const calls: Record<string, string> = {
  'billingPortal.configurations.create': 'POST /v1/billing_portal/configurations',
  'billingPortal.configurations.list': 'GET /v1/billing_portal/configurations',
  'billingPortal.configurations.update': 'POST /v1/billing_portal/configurations/{id}',
  'billingPortal.sessions.create': 'POST /v1/billing_portal/sessions',
  'charges.retrieve': 'GET /v1/charges/{id}',
  'coupons.list': 'GET /v1/coupons',
  'coupons.retrieve': 'GET /v1/coupons/{id}',
  'customers.create': 'POST /v1/customers',
  'customers.createTaxId': 'POST /v1/customers/{id}/tax_ids',
  'customers.deleteTaxId': 'DELETE /v1/customers/{id}/tax_ids/{id}',
  'customers.list': 'GET /v1/customers',
  'customers.listPaymentMethods': 'GET /v1/customers/{id}/payment_methods',
  'customers.listTaxIds': 'GET /v1/customers/{id}/tax_ids',
  'customers.retrieve': 'GET /v1/customers/{id}',
  'customers.retrieveTaxId': 'GET /v1/customers/{id}/tax_ids/{id}',
  'customers.update': 'POST /v1/customers/{id}',
  'invoiceItems.list': 'GET /v1/invoiceitems',
  'invoicePayments.list': 'GET /v1/invoice_payments',
  'invoices.createPreview': 'POST /v1/invoices/create_preview',
  'invoices.list': 'GET /v1/invoices',
  'invoices.listLineItems': 'GET /v1/invoices/{id}/lines',
  'invoices.pay': 'POST /v1/invoices/{id}/pay',
  'invoices.retrieve': 'GET /v1/invoices/{id}',
  'invoices.voidInvoice': 'POST /v1/invoices/{id}/void',
  'paymentIntents.list': 'GET /v1/payment_intents',
  'paymentIntents.retrieve': 'GET /v1/payment_intents/{id}',
  'paymentMethods.detach': 'POST /v1/payment_methods/{id}/detach',
  'prices.list': 'GET /v1/prices',
  'prices.retrieve': 'GET /v1/prices/{id}',
  'promotionCodes.list': 'GET /v1/promotion_codes',
  'setupIntents.create': 'POST /v1/setup_intents',
  'setupIntents.list': 'GET /v1/setup_intents',
  'setupIntents.retrieve': 'GET /v1/setup_intents/{id}',
  'setupIntents.update': 'POST /v1/setup_intents/{id}',
  'subscriptionItems.list': 'GET /v1/subscription_items',
  'subscriptionSchedules.create': 'POST /v1/subscription_schedules',
  'subscriptionSchedules.release': 'POST /v1/subscription_schedules/{id}/release',
  'subscriptionSchedules.retrieve': 'GET /v1/subscription_schedules/{id}',
  'subscriptionSchedules.update': 'POST /v1/subscription_schedules/{id}',
  'subscriptions.cancel': 'DELETE /v1/subscriptions/{id}',
  'subscriptions.list': 'GET /v1/subscriptions',
  'subscriptions.resume': 'POST /v1/subscriptions/{id}/resume',
  'subscriptions.retrieve': 'GET /v1/subscriptions/{id}',
  'subscriptions.update': 'POST /v1/subscriptions/{id}',
  'taxRates.retrieve': 'GET /v1/tax_rates/{id}',
};

test('[X320] the permissions on the page are those of the calls that are made, and of no others', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n');
  const made = Array.from(sources.matchAll(/\bstripe\s*\.((?:\w+\s*\.)?\w+\s*\.\s*\w+)\(/g), ([, name]) =>
    name!.replaceAll(/\s/g, ''),
  ).filter((name) => !name.startsWith('webhooks.'));
  expect([...new Set(made)].sort()).toEqual(Object.keys(calls).sort());
  const documented = documentedCalls();
  expect(documented.map(({ call }) => call).sort()).toEqual([...new Set(Object.values(calls))].sort());
  for (const { call, level, permission } of documented) {
    if (!call.startsWith('GET ')) expect([permission, level]).toEqual([permission, 'Write']);
  }
});

test('[X320] the calls of the page are operations of Stripe, where its schema is there to say so', async (context) => {
  const schema = await findSchema();
  if (!schema) return context.skip("Stripe's schema does not lie beside the repository");
  const double = await startStripeDouble();
  const stripe = createClient({ secretKey: double.secretKey, apiUrl: double.url });
  // Each by the npm client itself: what it sends is what it is.
  for (const [name, call] of Object.entries(calls)) {
    const [method, resource] = [name.split('.').at(-1)!, name.split('.').slice(0, -1)];
    const noun = resource.reduce<unknown>((of, part) => (of as Record<string, unknown>)[part], stripe);
    const ids = Array.from(call.matchAll(/\{id\}/g), (_, index) => `id_${index}`);
    const asked = (noun as Record<string, (...args: unknown[]) => Promise<unknown>>)[method]!(...ids, {});
    await asked.catch(() => undefined);
    const { method: sent, path } = double.requests.at(-1)!;
    expect([name, callOf({ method: sent, path })]).toEqual([name, call]);
  }
  await double.close();
});

test('[X321] a key with these permissions opens nothing else', async () => {
  const double = await startStripeDouble({ keys: { [RESTRICTED_KEY]: documentedRequests() } });
  const stripe = createClient({ secretKey: RESTRICTED_KEY, apiUrl: double.url });
  await stripe.subscriptions.list({ limit: 1 });
  const forbidden = [
    () => stripe.paymentIntents.create({ amount: 100, currency: 'eur' }),
    () => stripe.prices.create({ currency: 'eur', product: 'prod_1' }),
    () => stripe.coupons.create({ percent_off: 100 }),
    () => stripe.customers.del('cus_1'),
    () => stripe.subscriptions.create({ customer: 'cus_1' }),
    () => stripe.webhookEndpoints.list(),
  ];
  for (const ask of forbidden)
    await expect(ask()).rejects.toBeInstanceOf(Stripe.errors.StripePermissionError);
  await double.close();
});

/** Types of the families that are read, of which nothing comes that the others do not bring. */
const leftOut = [
  // Who is new at Stripe is nobody's here.
  'customer.created',
  // Cards of the older kind; what is charged with them tells of them.
  ...['created', 'updated', 'deleted', 'expiring'].map((what) => `customer.source.${what}`),
  // Drafts, mails, announcements, and twice the same.
  ...[
    'deleted',
    'finalization_failed',
    'overpaid',
    'payment_succeeded',
    'sent',
    'upcoming',
    'will_be_due',
  ].map((what) => `invoice.${what}`),
  // What the customer is doing right now.
  ...['created', 'canceled', 'requires_action'].map((what) => `setup_intent.${what}`),
  'subscription_schedule.expiring',
];

test('[X322] the events on the page are all that tell of something the portal shows, and each is read', () => {
  const types = page.match(
    /^(customer|invoice|setup_intent|payment_method|subscription_schedule)\.[a-z_.]+$/gm,
  )!;
  const declared = read('../../../../../node_modules/stripe/esm/resources/Events.d.ts');
  const known = Array.from(declared.matchAll(/type: '([a-z_.]+)'/g), ([, type]) => type!).filter((type) =>
    /^(customer|invoice|setup_intent|payment_method|subscription_schedule)\./.test(type),
  );
  expect([...types, ...leftOut].sort()).toEqual([...new Set(known)].sort());
  for (const type of types) {
    const object = { id: 'thing_1', customer: 'cus_1', subscription: 'sub_1' };
    const event = { object: 'event', id: 'evt_1', type, created: 1, livemode: false, data: { object } };
    expect([type, readNoticeEvent(event).about]).toEqual([
      type,
      expect.objectContaining({ id: expect.any(String) }),
    ]);
  }
});

test.each([
  ['docs/stripe.md', page],
  ['packages/react/README.md', read('../../../../react/README.md')],
])('[X323] the lines for a policy in %s are those that the portal itself sends', (_, text) => {
  const { sources } = paymentFieldsOf({ secretKey: 'sk_test_any', publishableKey: 'pk_test_any' })!;
  for (const [directive, allowed] of Object.entries(sources)) {
    const line = new RegExp(`^${directive} +([^;\n]+);?$`, 'm').exec(text)?.[1];
    expect([directive, line]).toEqual([directive, allowed.join(' ')]);
  }
});

test('[X324] the page names the version, the address and the settings that there are, and the versions in the browser', () => {
  expect(page.match(/\d{4}-\d\d-\d\d\.[a-z]+/g)!.every((version) => version === apiVersion)).toBe(true);
  expect(page).toContain('/webhooks/stripe');
  const variables = new Set(SETTINGS_HELP.match(/\bSTRIPE_[A-Z_]+/g));
  for (const variable of variables) expect(page).toContain(`| \`${variable}\``);
  expect(page.match(/\| `STRIPE_[A-Z_]+`/g)).toHaveLength(variables.size);
  const { devDependencies } = JSON.parse(read('../../../../react/package.json')) as {
    devDependencies: Record<string, string>;
  };
  const major = (name: string) => devDependencies[name]!.split('.')[0];
  expect(page).toContain(`\`@stripe/stripe-js\` ${major('@stripe/stripe-js')} and`);
  expect(page).toContain(`\`@stripe/react-stripe-js\` ${major('@stripe/react-stripe-js')};`);
});

/** Runs a sample of the page, and returns what it has declared under this name. */
async function runSample(name: string, declares: string, given: Record<string, unknown>): Promise<unknown> {
  const [, code = ''] = new RegExp(`^\`\`\`ts ${name}\\n(.*?)^\`\`\``, 'ms').exec(page)!;
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const body = `return (async () => { ${outputText}\nreturn ${declares}; })()`;
  const run = new Function('exports', ...Object.keys(given), body) as (
    ...args: unknown[]
  ) => Promise<unknown>;
  return run({}, ...Object.values(given));
}

test("[X325] what the page shows of Stripe's own portal opens it", async () => {
  const double = await startStripeDouble();
  const stripe = createClient({ secretKey: double.secretKey, apiUrl: double.url });
  const { id: customer } = await stripe.customers.create({});
  const { id: configuration } = await stripe.billingPortal.configurations.create({
    features: { payment_method_update: { enabled: true } },
  });
  const portal: typeof createStripePortalSession = (options, input) =>
    createStripePortalSession({ ...options, apiUrl: double.url }, { ...input, customer, configuration });
  const url = await runSample('hosted', 'url', {
    require: () => ({ createStripePortalSession: portal }),
    process: { env: { STRIPE_SECRET_KEY: double.secretKey } },
  });
  expect(url).toContain('/p/session/');
  expect(double.complaints()).toEqual([]);
  await double.close();
});

test('[X325] what the page shows of customers who were there before links them', async () => {
  const double = await startStripeDouble({
    keys: { [RESTRICTED_KEY]: documentedRequests(), sk_test_merchant: ['*'] },
  });
  const stripe = createClient({ secretKey: 'sk_test_merchant', apiUrl: double.url });
  const { id } = await stripe.customers.create({ name: 'Known at Stripe', email: 'known@example.com' });
  const options = { secretKey: RESTRICTED_KEY, apiUrl: double.url };
  const portal = await createTestPortal({ provider: () => createStripe(options) });
  const customers = {
    create: (input: object) => portal.merchant<Customer>('POST', '/v1/customers', input),
    list: ({ reference }: { reference: string }) =>
      portal.merchant<{ data: Customer[] }>('GET', `/v1/customers?reference=${reference}`),
  };
  const accounts = [{ reference: 'acct_7', email: 'app@example.com', stripeCustomer: id }];
  const link = () => runSample('linked', 'null', { billfold: { customers }, accounts });
  await link();
  // It can run any number of times.
  await link();
  const { data } = await customers.list({ reference: 'acct_7' });
  expect(data).toMatchObject([{ providerCustomer: id, email: 'app@example.com' }]);
  expect(await stripe.customers.retrieve(id)).toMatchObject({
    name: 'Known at Stripe',
    email: 'known@example.com',
    metadata: { billfold_customer: data[0]!.id },
  });
  expect(double.complaints()).toEqual([]);
  await portal.close();
  await double.close();
});
