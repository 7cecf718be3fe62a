import { beforeAll, expect, test, vi } from 'vitest';
import { openIntentDriver, type Change, type IntentDriver } from '../../../../test/driveIntents.js';
import type { StripeShop } from '../../../../test/stripeShop.js';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';
import type { PlanChange } from '../../../provider/CustomerBilling.js';
import type { BillingCustomer } from '../../../provider/Provider.js';

// Every step of every change, lost before and after.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const opened = openStripeTest();
let shop: StripeShop;
let driver: IntentDriver;
beforeAll(async () => {
  shop = opened.shop;
  driver = await openIntentDriver(shop);
});

type Request = StripeShop['double']['requests'][number];

/** Somebody to whom a change is about to be made. */
interface Prepared {
  customer: BillingCustomer;
  change: Change;
}

/** Somebody with a subscription by the month, ten days into it. */
const subscriber = (price = shop.offer.basic.month) => opened.begin({ price });

/** A change of plan as the portal makes it: priced, and then made as it was priced. */
async function planChange(it: Subscriber, wanted: Partial<PlanChange> = {}): Promise<Change> {
  const change = it.change(wanted);
  const expected = await it.billing.previewChange(change);
  const { version } = await it.target();
  return (made) => made.changeSubscription({ ...change, version, expected });
}

async function scheduled() {
  const it = await subscriber(shop.offer.pro.month);
  await it.make({ price: shop.offer.basic.month, timing: 'period_end' });
  return it;
}

/** Somebody whose schedule the merchant has made: it brings more than one other plan. */
async function agreed() {
  const { basic, pro } = shop.offer;
  const it = await subscriber(pro.month);
  const schedule = await shop.stripe.subscriptionSchedules.create({ from_subscription: it.id });
  const { start_date, end_date } = schedule.phases[0]!;
  const duration = { interval: 'month', interval_count: 3 } as const;
  await shop.stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      { start_date, end_date, items: [{ price: pro.month }], automatic_tax: { enabled: true } },
      { items: [{ price: basic.month }], duration },
      { items: [{ price: pro.month }], duration },
    ],
    proration_behavior: 'none',
  });
  return it;
}

async function paused(begun: boolean) {
  const it = await subscriber();
  const resumesAt = new Date('2026-06-01T09:30:00Z');
  await it.billing.pauseSubscription({ ...(await it.target()), resumesAt });
  if (begun) await shop.passTime(it.customer, new Date('2026-04-15T09:30:00Z'));
  return it;
}

async function overdue() {
  const it = await subscriber();
  opened.decide(it, 'fails');
  await shop.passTime(it.customer, new Date('2026-04-11T09:30:00Z'));
  const { overdueInvoice } = (await it.billing.getSubscription(it.id))!;
  return { ...it, invoice: overdueInvoice!.id };
}

async function withTwoCards() {
  const it = await subscriber();
  const { id: paymentMethod } = await opened.stripe.paymentMethods.attach('pm_card_mastercard', {
    customer: it.stripeCustomer,
  });
  return { ...it, paymentMethod };
}

const why = { prorationBehavior: 'none', feedback: 'unused', comment: null } as const;

/** Every method of the port that changes something, and the ways that each can take. */
const changes: Record<string, () => Promise<Prepared>> = {
  'saveCustomer, new': async () => {
    const customer = await shop.createCustomer();
    const unknown = { ...customer, id: `${customer.id}New`, providerCustomer: null };
    const taxIds = [{ type: 'eu_vat', value: 'DE123456788' } as const];
    return {
      customer: unknown,
      change: (_billing, { provider }) => provider.saveCustomer({ ...unknown, taxIds }, {} as never),
    };
  },
  'saveCustomer, changed': async () => {
    const customer = await shop.createCustomer();
    await opened.portalOf(customer).addTaxId({ type: 'eu_vat', value: 'ATU12345675' });
    const taxIds = [{ type: 'eu_vat', value: 'DE123456788' } as const];
    return {
      customer,
      change: (_billing, { provider }) =>
        provider.saveCustomer({ ...customer, name: 'Jane Other', taxIds }, {} as never),
    };
  },
  'changeSubscription, now': async () => {
    const it = await subscriber();
    return { ...it, change: await planChange(it) };
  },
  'changeSubscription, with the next invoice': async () => {
    const it = await subscriber();
    return { ...it, change: await planChange(it, { prorationBehavior: 'create_prorations' }) };
  },
  'changeSubscription, later': async () => {
    const it = await subscriber(shop.offer.pro.month);
    const wanted = { price: shop.offer.basic.month, timing: 'period_end' } as const;
    return { ...it, change: await planChange(it, wanted) };
  },
  'changeSubscription, in place of a scheduled one': async () => {
    const it = await scheduled();
    return { ...it, change: await planChange(it, { price: shop.offer.pro.year }) };
  },
  'changeSubscription, refused, with another one scheduled': async () => {
    const it = await scheduled();
    const change = await planChange(it, { price: shop.offer.pro.year });
    opened.decide(it, 'fails');
    return { ...it, change };
  },
  'changeSubscription, in place of one that waits for its payment': async () => {
    const it = await subscriber();
    const first = await planChange(it);
    opened.decide(it, 'requires_action');
    await first(it.billing, {} as never, it.customer);
    return { ...it, change: await planChange(it, { price: shop.offer.pro.year }) };
  },
  deletePendingChange: async () => {
    const it = await scheduled();
    const target = await it.target();
    return { ...it, change: (billing) => billing.deletePendingChange(target) };
  },
  'cancelSubscription, later': async () => {
    const it = await scheduled();
    const target = await it.target();
    return {
      ...it,
      change: (billing) => billing.cancelSubscription({ ...target, ...why, at: 'period_end' }),
    };
  },
  'cancelSubscription, later, by a schedule': async () => {
    const it = await agreed();
    const target = await it.target();
    return {
      ...it,
      change: (billing) => billing.cancelSubscription({ ...target, ...why, at: 'period_end' }),
    };
  },
  'cancelSubscription, now': async () => {
    const it = await subscriber();
    const wanted = {
      ...(await it.target()),
      ...why,
      at: 'now',
      prorationBehavior: 'create_prorations',
    } as const;
    return { ...it, change: (billing) => billing.cancelSubscription(wanted) };
  },
  keepSubscription: async () => {
    const it = await subscriber();
    await it.billing.cancelSubscription({ ...(await it.target()), ...why, at: 'period_end' });
    const target = await it.target();
    return { ...it, change: (billing) => billing.keepSubscription(target) };
  },
  'keepSubscription, by a schedule': async () => {
    const it = await agreed();
    await it.billing.cancelSubscription({ ...(await it.target()), ...why, at: 'period_end' });
    const target = await it.target();
    return { ...it, change: (billing) => billing.keepSubscription(target) };
  },
  pauseSubscription: async () => {
    const it = await scheduled();
    const target = await it.target();
    const resumesAt = new Date('2026-06-01T09:30:00Z');
    return { ...it, change: (billing) => billing.pauseSubscription({ ...target, resumesAt }) };
  },
  'resumeSubscription, before it has paused': async () => {
    const it = await paused(false);
    const target = await it.target();
    return { ...it, change: (billing) => billing.resumeSubscription(target) };
  },
  resumeSubscription: async () => {
    const it = await paused(true);
    const target = await it.target();
    return { ...it, change: (billing) => billing.resumeSubscription(target) };
  },
  'resumeSubscription, refused': async () => {
    const it = await paused(true);
    const target = await it.target();
    opened.decide(it, 'fails');
    return { ...it, change: (billing) => billing.resumeSubscription(target) };
  },
  applyDiscount: async () => {
    const it = await subscriber();
    const target = { ...(await it.target()), coupon: shop.offer.coupon! };
    return { ...it, change: (billing) => billing.applyDiscount(target) };
  },
  'applyDiscount, with a change scheduled': async () => {
    const it = await scheduled();
    const target = { ...(await it.target()), coupon: shop.offer.coupon! };
    return { ...it, change: (billing) => billing.applyDiscount(target) };
  },
  payInvoice: async () => {
    const it = await overdue();
    const { invoice } = it;
    return { ...it, change: (billing) => billing.payInvoice({ invoice, paymentMethod: null }) };
  },
  'payInvoice, refused': async () => {
    const it = await overdue();
    const { invoice } = it;
    opened.decide(it, 'fails');
    return { ...it, change: (billing) => billing.payInvoice({ invoice, paymentMethod: null }) };
  },
  createSetupIntent: async () => {
    const customer = await shop.createCustomer();
    return { customer, change: (billing) => billing.createSetupIntent() };
  },
  addPaymentMethod: async () => {
    const it = await subscriber();
    const { id: setupIntent, clientSecret } = await it.billing.createSetupIntent();
    shop.double.controls.confirmSetup(clientSecret, 'card');
    const addition = { setupIntent, makeDefault: true, subscriptions: 'all' } as const;
    return { ...it, change: (billing) => billing.addPaymentMethod(addition) };
  },
  setDefaultPaymentMethod: async () => {
    const it = await withTwoCards();
    const { paymentMethod } = it;
    // The subscription stays behind, which takes a call of its own.
    return {
      ...it,
      change: (billing) => billing.setDefaultPaymentMethod({ paymentMethod, subscriptions: [] }),
    };
  },
  removePaymentMethod: async () => {
    const it = await withTwoCards();
    const { paymentMethod } = it;
    await it.billing.cancelSubscription({ ...(await it.target()), ...why, at: 'period_end' });
    await it.billing.setDefaultPaymentMethod({ paymentMethod, subscriptions: 'all' });
    return { ...it, change: (billing) => billing.removePaymentMethod(paymentMethod) };
  },
  updateBillingDetails: async () => {
    const customer = await shop.createCustomer();
    const changed = { name: 'Jane Other', purchaseOrder: 'PO 1', invoiceEmails: ['books@example.com'] };
    return { customer, change: (billing) => billing.updateBillingDetails(changed) };
  },
  addTaxId: async () => {
    const customer = await shop.createCustomer();
    return { customer, change: (billing) => billing.addTaxId({ type: 'eu_vat', value: 'DE123456788' }) };
  },
  removeTaxId: async () => {
    const customer = await shop.createCustomer();
    const { id } = await opened.portalOf(customer).addTaxId({ type: 'eu_vat', value: 'DE123456788' });
    return { customer, change: (billing) => billing.removeTaxId(id) };
  },
};

/** How it all stands at last: everything that is shown, without the ids that differ each time. */
async function standing({ customer }: Prepared) {
  const billing = opened.portalOf(customer);
  const all = { limit: 100, after: null, status: null, year: null };
  const [subscriptions, { invoices }, methods, details] = [
    await billing.listSubscriptions(),
    await billing.listInvoices(all),
    await billing.listPaymentMethods(),
    await billing.getBillingDetails(),
  ];
  const text = JSON.stringify({ subscriptions, invoices, methods, details }, (field, value: unknown) =>
    ['id', 'version', 'number', 'email', 'subscription', 'invoice', 'expiresAt'].includes(field)
      ? undefined
      : value,
  );
  return JSON.parse(text) as object;
}

/** What was really done since then. */
function changesSince(from: number): string[] {
  const done = shop.double.mutations.filter(({ number }) => number > from);
  return done.map(({ method, path }) => `${method} ${path.replace(/[a-z]+_[0-9A-Za-z]{8,}/g, '*')}`);
}

const isRead = ({ method, path }: Request) => method === 'GET' || path.endsWith('/create_preview');
const keyOf = ({ method, path, idempotencyKey }: Request) => idempotencyKey ?? `${method} ${path}`;

/** How many steps there were that are to change something, also such as were refused. */
function stepsSince(from: number): number {
  const sent = shop.double.requests.filter((request) => request.number > from && !isRead(request));
  return new Set(sent.map(keyOf)).size;
}

test.each(Object.keys(changes))(
  '[X304] is done once, whatever is lost before or after any of its steps: %s',
  async (name) => {
    const whole = await changes[name]!();
    let from = shop.double.requests.length;
    const result = await driver.begin(whole.customer, whole.change);
    expect(result).not.toBeNull();
    const done = changesSince(from);
    const steps = stepsSince(from);
    const expected = await standing(whole);
    expect(steps).toBeGreaterThan(0);

    for (let step = 0; step < steps; step += 1) {
      for (const fault of ['drop_before', 'drop_after'] as const) {
        const prepared = await changes[name]!();
        from = shop.double.requests.length;
        const keys = new Set<string>();
        // From this step on Stripe can not be reached, until it is driven again.
        shop.double.faults.every((request) => {
          if (isRead(request)) return false;
          keys.add(keyOf(request));
          return keys.size > step;
        }, fault);
        const broken = await driver
          .begin(prepared.customer, prepared.change)
          .catch((error: unknown) => error);
        shop.double.faults.clear();
        // A DELETE has no key, and is found to be done.
        if (broken === null) await driver.recover();
        expect([fault, step, changesSince(from)]).toEqual([fault, step, done]);
        expect(await standing(prepared)).toEqual(expected);
      }
    }
  },
);
