import { addMonths } from '../../../calendar.js';
import type { Database } from '../../../database/Database.js';
import { BillfoldError } from '../../../errors.js';
import { currentPeriod, type Account, type SubscriptionState } from '../engine/account.js';
import { applyDiscount } from '../engine/adjust.js';
import { cancelSubscription } from '../engine/cancel.js';
import { changeSubscription } from '../engine/change.js';
import { startDiscount } from '../engine/discounts.js';
import { pauseSubscription } from '../engine/pause.js';
import type { Millis } from '../engine/periods.js';
import { faultOfAmount } from '../engine/price.js';
import type { Step, StepOptions } from '../engine/step.js';
import type { BillingTerms } from '../engine/terms.js';
import { payBy } from '../payBy.js';
import { loadAccount, saveProgress } from '../store/account.js';
import { findCoupon, toCouponTerms } from '../store/coupons.js';
import { lockCustomer, type CustomerKey } from '../store/customers.js';
import { findPrice, toPriceTerms } from '../store/prices.js';
import type { ParsedChange } from './SandboxData.js';

/** Whose history is made, and by which terms. Must be in a transaction. */
interface History {
  database: Database;
  customer: CustomerKey;
  /** The sandbox's time as it is. */
  now: Date;
  terms: BillingTerms;
}

/** Lets something that a customer did happen at its time, by the engine as if they did it now. */
export async function makeChange(
  history: History,
  subscription: string,
  change: ParsedChange,
  at: Date,
): Promise<void> {
  const { paymentMethod, price, quantity, atPeriodEnd, coupon, pauseMonths } = change;
  if (paymentMethod !== undefined) {
    const paidBy = { method: paymentMethod, subscriptions: [subscription], replaces: true };
    await payBy(history.database, history.customer, paidBy, { at, now: history.now });
  }
  if (price !== undefined || quantity !== undefined) {
    await changePlan(history, subscription, { price, quantity, atPeriodEnd }, at);
  }
  if (coupon !== undefined) await giveCoupon(history, subscription, coupon, at);
  if (pauseMonths !== undefined) {
    await step(history, subscription, at, ({ account, state, now }) =>
      pauseSubscription(account, subscription, addMonths(currentPeriod(state).endAt, pauseMonths), now),
    );
  }
  if (change.cancelAtPeriodEnd) await cancelAtPeriodEnd(history, subscription, at);
}

async function changePlan(
  history: History,
  subscription: string,
  wanted: { price: string | undefined; quantity: number | undefined; atPeriodEnd: boolean },
  at: Date,
): Promise<void> {
  const { database, customer } = history;
  const found = wanted.price === undefined ? null : await findPrice(database, customer.project, wanted.price);
  if (wanted.price !== undefined && !found) {
    throw fault('price', `there is no price ${wanted.price} in the catalogue of the sandbox`);
  }
  await step(history, subscription, at, ({ account, state, now, options }) => {
    const price = found ? toPriceTerms(found.price, found.productName) : state.price;
    const quantity = wanted.quantity ?? (price.scheme === 'flat' ? 1 : state.quantity);
    const tooMuch = faultOfAmount({ price, quantity });
    if (tooMuch !== null) throw fault('quantity', tooMuch);
    const change = {
      price,
      quantity,
      discount: null,
      timing: wanted.atPeriodEnd ? ('period_end' as const) : ('now' as const),
      prorationBehavior: 'create_prorations' as const,
      trialBehavior: 'continue_trial' as const,
      pricedAt: now,
    };
    return changeSubscription(account, subscription, change, options);
  });
}

export async function giveCoupon(
  history: History,
  subscription: string,
  id: string,
  at: Date,
): Promise<void> {
  const coupon = await findCoupon(history.database, history.customer.project, id);
  if (!coupon) throw fault('coupon', `there is no coupon ${id} in the catalogue of the sandbox`);
  await step(history, subscription, at, ({ account, now }) =>
    applyDiscount(account, subscription, startDiscount(toCouponTerms(coupon), null, now), now),
  );
}

export async function cancelAtPeriodEnd(history: History, subscription: string, at: Date): Promise<void> {
  await step(history, subscription, at, ({ account, now }) => {
    const cancellation = { at: 'period_end' as const, prorationBehavior: 'none' as const, now };
    return cancelSubscription(account, subscription, cancellation);
  });
}

/** Takes one step of the engine for a subscription that has not ended by then. */
async function step(
  { database, customer, terms }: History,
  subscription: string,
  at: Date,
  take: (given: { account: Account; state: SubscriptionState; now: Millis; options: StepOptions }) => Step,
): Promise<void> {
  const row = await lockCustomer(database, customer);
  const account = await loadAccount(database, row);
  const state = account.subscriptions.find(({ id }) => id === subscription);
  if (!state) return;
  // Nobody is there to confirm a payment that belongs to the past.
  const options = { terms, makeSecret: () => 'history' };
  const { progress, outcome } = take({ account, state, now: at.getTime(), options });
  if (outcome.status !== 'succeeded') {
    throw fault('', `could not be paid for: the payment is ${outcome.status}`);
  }
  await saveProgress(database, row, account, progress);
}

function fault(path: string, message: string): BillfoldError {
  return new BillfoldError('invalid_request', { fields: [{ path, message }] });
}
