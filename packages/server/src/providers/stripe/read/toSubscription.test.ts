import type Stripe from 'stripe';
import * as v from 'valibot';
import { Subscription } from '@billfold/contract';
import { expect, test } from 'vitest';
import {
  aCard,
  aCustomer,
  anInvoice,
  anIntent,
  anItem,
  aPhase,
  aPrice,
  aProduct,
  aSchedule,
  aSubscription,
  DAY,
  noon,
} from '../../../../test/stripeObjects.js';
import { isChangeable } from './itemsOf.js';
import { toSubscription, type FactsOfCustomer } from './toSubscription.js';

const year = aPrice({
  id: 'price_year',
  unit_amount: 19_000,
  recurring: { ...aPrice().recurring!, interval: 'year' },
});
const prices = new Map([aPrice(), year].map((price) => [price.id, price]));
const at = (seconds: number) => new Date(seconds * 1000).toISOString();

const read = (subscription: Stripe.Subscription, facts: Partial<FactsOfCustomer> = {}) => {
  const known = { customer: aCustomer(), prices, openInvoices: [], now: new Date(noon * 1000), ...facts };
  const found = { version: 1, ...toSubscription(subscription, known) };
  expect(v.parse(Subscription, found)).toEqual(found);
  return found;
};

test('[X265] a subscription is a complete resource of the contract', () => {
  expect(read(aSubscription())).toEqual({
    id: 'sub_1',
    version: 1,
    status: 'active',
    product: { id: 'prod_pro', name: 'Pro' },
    price: expect.objectContaining({ id: 'price_month', scheme: 'flat' }),
    quantity: 1,
    amount: { amount: 1900, currency: 'eur', exponent: 2 },
    currentPeriod: { startAt: at(noon - 10 * DAY), endAt: at(noon + 20 * DAY) },
    renewsAt: at(noon + 20 * DAY),
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    trialEndAt: null,
    startedAt: at(noon - 40 * DAY),
    paymentMethod: null,
    discounts: [],
    pendingChange: null,
    pendingPayment: null,
    pause: null,
    overdueInvoice: null,
    managedBy: null,
  });
});

test.each([
  ['trialing', 'trialing', true],
  ['past_due', 'past_due', true],
  ['unpaid', 'unpaid', false],
  ['incomplete', 'incomplete', false],
  ['paused', 'paused', false],
  ['canceled', 'canceled', false],
  ['incomplete_expired', 'canceled', false],
  ['of_tomorrow', 'incomplete', false],
] as const)('[X265] the state %s is told as %s, and whether it renews', (status, told, renews) => {
  const found = read(aSubscription({ status }));
  expect([found.status, found.renewsAt !== null]).toEqual([told, renews]);
});

test('[X266] the period is that of the items, and of the one that ends first', () => {
  const items = [
    anItem({ current_period_start: noon - DAY, current_period_end: noon + 300 * DAY }),
    anItem({ id: 'si_2', current_period_start: noon - 2 * DAY, current_period_end: noon + 5 * DAY }),
  ];
  const { currentPeriod, renewsAt } = read(aSubscription({}, items));
  expect(currentPeriod).toEqual({ startAt: at(noon - 2 * DAY), endAt: at(noon + 5 * DAY) });
  expect(renewsAt).toBe(at(noon + 5 * DAY));
});

test('[X267] a scheduled end is told however it was said, and nothing renews at it', () => {
  const schedule = aSchedule({
    end_behavior: 'cancel',
    phases: [aPhase('price_month', noon - DAY, { end_date: noon + 20 * DAY })],
  });
  for (const fields of [{ cancel_at: noon + 20 * DAY }, { cancel_at_period_end: true }, { schedule }]) {
    expect(read(aSubscription(fields))).toMatchObject({ cancelAt: at(noon + 20 * DAY), renewsAt: null });
  }
  const later = read(aSubscription({ cancel_at: noon + 300 * DAY }));
  expect(later).toMatchObject({ cancelAt: at(noon + 300 * DAY), renewsAt: at(noon + 20 * DAY) });
  const ended = aSubscription({
    status: 'canceled',
    cancel_at_period_end: true,
    ended_at: noon,
    canceled_at: noon - DAY,
  });
  expect(read(ended)).toMatchObject({ cancelAt: at(noon), endedAt: at(noon), canceledAt: at(noon - DAY) });
});

test('[X268] a pause that is scheduled begins and ends by its schedule', () => {
  const pausing = (pause_at: number, resume_at: number) =>
    aSubscription({
      schedule: aSchedule({
        pause_schedules: [
          {
            key: 'p',
            pause: { pause_at },
            resume: { resume_at },
          } as Stripe.SubscriptionSchedule.PauseSchedule,
        ],
      }),
    });
  const coming = read(pausing(noon + 20 * DAY, noon + 50 * DAY));
  const pause = { startsAt: at(noon + 20 * DAY), resumesAt: at(noon + 50 * DAY) };
  expect(coming).toMatchObject({ status: 'active', pause, renewsAt: at(noon + 50 * DAY) });
  const begun = read(pausing(noon - DAY, noon + 50 * DAY));
  const currentPeriod = { startAt: at(noon - DAY), endAt: at(noon + 50 * DAY) };
  expect(begun).toMatchObject({ status: 'paused', currentPeriod });
  expect(read(pausing(noon - 9 * DAY, noon - DAY)).pause).toBeNull();
});

test('[X268] a pause of the collection begins when it was said to, or where nothing is collected any more', () => {
  const pause_collection = { behavior: 'void' as const, resumes_at: noon + 50 * DAY };
  const resumesAt = at(noon + 50 * DAY);
  const said = aSubscription({
    pause_collection,
    metadata: { billfold_pause_starts_at: String(noon - DAY) },
  });
  expect(read(said)).toMatchObject({ status: 'paused', pause: { startsAt: at(noon - DAY), resumesAt } });
  const coming = read(aSubscription({ pause_collection }));
  expect(coming).toMatchObject({ status: 'active', pause: { startsAt: at(noon + 20 * DAY), resumesAt } });
  const begun = aSubscription({ pause_collection, latest_invoice: anInvoice({ status: 'void' }) });
  expect(read(begun)).toMatchObject({
    status: 'paused',
    pause: { startsAt: at(noon - 10 * DAY), resumesAt },
  });
  const endless = aSubscription({
    pause_collection: { behavior: 'void', resumes_at: null },
    latest_invoice: anInvoice({ status: 'void' }),
  });
  expect(read(endless)).toMatchObject({ status: 'paused', pause: null, renewsAt: null });
});

test('[X269] what a schedule is going to make of it is a pending change', () => {
  const phases = [aPhase('price_month', noon - 10 * DAY), aPhase('price_year', noon + 20 * DAY)];
  const schedule = aSchedule({ phases });
  expect(read(aSubscription({ schedule })).pendingChange).toMatchObject({
    price: { id: 'price_year' },
    quantity: 1,
    amount: { amount: 19_000 },
    effectiveAt: at(noon + 20 * DAY),
  });
  const nothing = [
    aSchedule({ phases: [phases[0]!] }),
    aSchedule({ phases, status: 'released' }),
    aSchedule({ phases: [phases[0]!, aPhase('price_month', noon + 20 * DAY)] }),
  ];
  for (const schedule of nothing) expect(read(aSubscription({ schedule })).pendingChange).toBeNull();
});

test('[X270] a change that waits for its payment says what it waits for; one that was refused is none', () => {
  const subscription = aSubscription({
    latest_invoice: 'in_1',
    pending_update: {
      expires_at: noon + DAY,
      subscription_items: [anItem({ price: year })],
    } as Stripe.Subscription.PendingUpdate,
  });
  const invoice = anInvoice({
    confirmation_secret: { client_secret: 'pi_1_secret_x', type: 'payment_intent' },
  });
  const waiting = (fields: Partial<Stripe.PaymentIntent>) =>
    read(subscription, { openInvoices: [{ invoice, collections: [anIntent(fields)] }] });

  const asked = waiting({ status: 'requires_action' });
  expect(asked).toMatchObject({ price: { id: 'price_month' }, overdueInvoice: null });
  expect(asked.pendingPayment).toMatchObject({
    status: 'requires_action',
    clientSecret: 'pi_1_secret_x',
    amount: { amount: 2261 },
    price: { id: 'price_year' },
    expiresAt: at(noon + DAY),
  });
  expect(waiting({ status: 'processing' }).pendingPayment).toMatchObject({
    status: 'processing',
    clientSecret: null,
  });
  expect(waiting({ status: 'of_tomorrow' as never }).pendingPayment).toMatchObject({ status: 'processing' });
  const refused = waiting({ last_payment_error: { type: 'card_error', decline_code: 'do_not_honor' } });
  expect([refused.pendingPayment, refused.overdueInvoice]).toEqual([null, null]);
});

test('[X271] the oldest invoice that was tried in vain is overdue, and why', () => {
  const failed = anIntent({
    last_payment_error: {
      type: 'card_error',
      decline_code: 'insufficient_funds',
      payment_method: aCard('pm_1', '0341'),
    },
    latest_charge: { id: 'ch_1', object: 'charge', created: noon - DAY } as Stripe.Charge,
  });
  const old = { invoice: anInvoice({ next_payment_attempt: noon + DAY }), collections: [failed] };
  const newer = { invoice: anInvoice({ id: 'in_2' }), collections: [] };
  const overdue = (openInvoices: FactsOfCustomer['openInvoices']) =>
    read(aSubscription({ status: 'past_due' }), { openInvoices }).overdueInvoice;
  expect(overdue([old, newer])).toEqual({
    id: 'in_1',
    amountRemaining: { amount: 2261, currency: 'eur', exponent: 2 },
    failure: 'insufficient_funds',
    method: { type: 'card', brand: 'visa', last4: '0341' },
    attemptedAt: at(noon - DAY),
    nextAttemptAt: at(noon + DAY),
  });
  expect(overdue([newer])).toMatchObject({ id: 'in_2', failure: null, method: null, attemptedAt: null });

  const processing = { ...old, collections: [anIntent({ status: 'processing' })] };
  const elsewhere = { ...old, invoice: anInvoice({ parent: null }) };
  const paid = { ...old, invoice: anInvoice({ amount_remaining: 0 }) };
  const notYet = { ...old, invoice: anInvoice({ attempted: false, due_date: noon + DAY }) };
  expect(overdue([processing, elsewhere, paid, notYet])).toBeNull();
  const tooLate = { ...old, invoice: anInvoice({ attempted: false, due_date: noon - 1 }) };
  expect(overdue([tooLate])).toMatchObject({ id: 'in_1' });
});

test('[X272] it is charged to its own payment method before the customer’s, and an invoice that is sent to none', () => {
  const [own, usual] = [aCard('pm_own', '1111'), aCard('pm_usual', '2222')];
  const source = { id: 'card_1', object: 'card', brand: 'Visa', last4: '3333' } as Stripe.Card;
  const { invoice_settings } = aCustomer();
  const customer = aCustomer({
    invoice_settings: { ...invoice_settings, default_payment_method: usual },
    default_source: { ...source, last4: '4444' },
  });
  const last4 = (fields: Partial<Stripe.Subscription>, of = customer) =>
    read(aSubscription(fields), { customer: of }).paymentMethod?.last4 ?? null;
  expect(last4({ default_payment_method: own, default_source: source })).toBe('1111');
  expect(last4({ default_source: source })).toBe('3333');
  expect(last4({})).toBe('2222');
  expect(last4({}, aCustomer({ default_source: source }))).toBe('3333');
  expect(last4({}, aCustomer())).toBeNull();
  expect(last4({ default_payment_method: own, collection_method: 'send_invoice' })).toBeNull();
});

test('[X273] one of several items is shown by its main one, with what all of them cost, and is not changed here', () => {
  const metered = aPrice({
    id: 'price_metered',
    recurring: { ...aPrice().recurring!, usage_type: 'metered' },
    product: aProduct({ id: 'prod_use', name: 'Usage' }),
  });
  const addOn = aPrice({
    id: 'price_addon',
    unit_amount: 500,
    product: aProduct({ id: 'prod_addon', name: 'Add-on' }),
  });
  const all = new Map([...prices, [metered.id, metered], [addOn.id, addOn]]);
  const { quantity: _, ...used } = anItem({ id: 'si_0', price: metered });
  const subscription = aSubscription({}, [used, anItem(), anItem({ id: 'si_2', price: addOn, quantity: 2 })]);
  const found = read(subscription, { prices: all });
  expect(found).toMatchObject({ product: { name: 'Pro' }, quantity: 1, amount: { amount: 2900 } });
  expect(isChangeable(subscription, all)).toBe(false);
  expect(isChangeable(aSubscription(), prices)).toBe(true);
  expect(isChangeable(aSubscription({}, [anItem({ quantity: 0 })]), prices)).toBe(false);
  expect(isChangeable(aSubscription({}, [used]), all)).toBe(false);
});
