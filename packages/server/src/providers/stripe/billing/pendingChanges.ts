import type { Subscription } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling, SubscriptionTarget } from '../../../provider/CustomerBilling.js';
import { hidesPhases } from '../read/hidesPhases.js';
import { idOf } from '../read/references.js';
import { answering } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import { dropPendingUpdate, pendingInvoiceOf } from './changeInvoice.js';
import { asCodeRefusal } from './promotionCodes.js';
import {
  createSchedule,
  readRunningPhase,
  releaseSchedule,
  scheduleOf,
  toDiscountParams,
  toPhaseParams,
} from './schedules.js';
import { findSettled, intentOf, readShown } from './target.js';

/** Changes that wait for the end of the period. */
export function pendingChanges(context: StripeContext): Pick<CustomerBilling, 'deletePendingChange'> {
  return { deletePendingChange: (named) => answering(() => drop(context, named)) };
}

async function drop(context: StripeContext, named: SubscriptionTarget): Promise<Subscription> {
  const checked = await intentOf(context).step('check', async () => {
    const { subscription, shown, account } = await findSettled(context, named);
    const { pendingChange } = shown;
    const isToCome = pendingChange && Date.parse(pendingChange.effectiveAt) > account.now.getTime();
    if (!isToCome || hidesPhases(subscription)) throw new BillfoldError('subscription_state');
    return { pendingInvoice: pendingInvoiceOf(subscription), schedule: scheduleOf(subscription) };
  });
  await dropPendingUpdate(context, checked.pendingInvoice);
  await releaseSchedule(context, checked.schedule);
  return readShown(context, named.subscription);
}

/** What is to be from the end of the period on: plain data, as a step keeps it. */
export interface ScheduledPlan {
  subscription: string;
  price: string;
  quantity: number;
  /** Of one period. */
  interval: { interval: string; interval_count: number };
  promotionCode: string | null;
  /** The discounts that the code takes the place of. */
  replaces: string[];
}

/**
 * Lets a plan follow on the one that runs. It takes two calls: the first puts the subscription under a schedule that goes on as it
 * is, and the second says what comes after. Between the two nothing has changed for the customer.
 */
export async function schedulePlan(context: StripeContext, plan: ScheduledPlan): Promise<void> {
  const { stripe, options } = context;
  const from = { from_subscription: plan.subscription };
  const schedule = await createSchedule(context, 'schedule', from);
  const phases = await intentOf(context).step('phases-to-send', async () => {
    return toPhases(await readRunningPhase(context, schedule), plan);
  });
  await intentOf(context).step('phases', async (key) => {
    try {
      await stripe.subscriptionSchedules.update(
        schedule,
        // What runs is sent as it was, so that there is nothing to settle.
        { phases, end_behavior: 'release', proration_behavior: 'none' },
        options(key),
      );
    } catch (error) {
      throw plan.promotionCode === null ? error : asCodeRefusal(error);
    }
    return null;
  });
}

/** The phase that runs as it is, and one like it with another plan. */
function toPhases(
  running: Stripe.SubscriptionSchedule.Phase,
  { price, quantity, interval, promotionCode, replaces }: ScheduledPlan,
): Stripe.SubscriptionScheduleUpdateParams.Phase[] {
  const current = toPhaseParams(running);
  const {
    start_date: _start,
    end_date: _end,
    add_invoice_items: _once,
    trial_end: _trial,
    ...like
  } = current;
  const code = promotionCode === null ? [] : [{ promotion_code: promotionCode }];
  const stay = running.discounts.filter(({ discount }) => !replaces.includes(idOf(discount) ?? ''));
  const discounts = [...stay.map(toDiscountParams), ...code];
  const [item, ...others] = current.items;
  return [
    current,
    {
      ...like,
      items: [{ ...item, price, quantity }, ...others],
      duration: interval,
      proration_behavior: 'none',
      ...(discounts.length > 0 && { discounts }),
    },
  ];
}
