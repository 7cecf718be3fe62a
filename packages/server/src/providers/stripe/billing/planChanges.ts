import type { Money, PaymentMethodName } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type {
  ChangedSubscription,
  ChargeOutcome,
  CustomerBilling,
  ExpectedPrice,
  PlanChange,
  PricedChange,
} from '../../../provider/CustomerBilling.js';
import { methodOf } from '../read/methodOf.js';
import { idOf } from '../read/references.js';
import { answering } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import {
  chargedOf,
  declineOf,
  dropPendingUpdate,
  pendingInvoiceOf,
  readWhole,
  voidInvoice,
  writtenInvoice,
} from './changeInvoice.js';
import { schedulePlan, type ScheduledPlan } from './pendingChanges.js';
import { orPlanAgain, planAgain, plannedPhasesOf, type PlannedPhases } from './plannedPhases.js';
import { priceChange } from './priceChange.js';
import { asCodeRefusal } from './promotionCodes.js';
import { releaseSchedule, scheduleOf } from './schedules.js';
import { findSettled, findTarget, intentOf, readShown, type Target } from './target.js';
import { discountsBeside, discountsWith, findWanted, termsOf, type WantedChange } from './wantedChange.js';

type Change = Parameters<CustomerBilling['changeSubscription']>[0];

/** Changes of plan, interval and quantity. */
export function planChanges(
  context: StripeContext,
): Pick<CustomerBilling, 'previewChange' | 'changeSubscription'> {
  return {
    previewChange: (change) => answering(() => preview(context, change)),
    changeSubscription: (change) => answering(() => make(context, change)),
  };
}

async function preview(context: StripeContext, change: PlanChange): Promise<PricedChange> {
  const target = await findTarget(context, { ...change, version: null });
  if (target.shown.endedAt !== null) throw new BillfoldError('subscription_state');
  return priceChange(context, target, await findWanted(context, target, change));
}

/** What a change has to do: plain data, as a step keeps it. */
interface Checked {
  pendingInvoice: string | null;
  schedule: string | null;
  /** What was scheduled before, and is again where the change is not paid for. */
  scheduled: PlannedPhases | null;
  latestInvoice: string | null;
  params: Stripe.SubscriptionUpdateParams;
  /** What is to be from the end of the period on; null: the change is made now. */
  later: ScheduledPlan | null;
  /** Whether there is a promotion code with it. */
  hasCode: boolean;
}

async function make(context: StripeContext, change: Change): Promise<ChargeOutcome<ChangedSubscription>> {
  const { subscription: id } = change;
  const checked = await intentOf(context).step('check', () => check(context, change));
  await dropPendingUpdate(context, checked.pendingInvoice);
  await releaseSchedule(context, checked.schedule);
  await compareAgain(context, change, checked);
  const { later } = checked;
  if (later) {
    await orPlanAgain(context, checked.scheduled, () => schedulePlan(context, later));
    return { status: 'succeeded', subscription: await readShown(context, id), invoice: null };
  }
  const { declined, invoice } = await orPlanAgain(context, checked.scheduled, () =>
    update(context, id, checked),
  );
  if (declined !== null) return refused(context, checked, declined);
  if (invoice !== null) {
    const charged = await chargedOf(context, await readWhole(context, invoice));
    if (charged.status === 'failed' && isMadeOnlyIfPaid(checked)) {
      // With its invoice the change that waits for it is dropped: nothing of it stays.
      await voidInvoice(context, 'void', invoice);
      return refused(context, checked, charged.failure);
    }
    if (charged.status !== 'succeeded') {
      const written = await writtenInvoice(context, id, checked.latestInvoice);
      // What was made before it was paid for is made, and its invoice is owed. What has become of that is read from the two.
      const standing = charged.status === 'failed' ? { status: 'pending' as const } : charged;
      return { ...standing, subscription: await readShown(context, id), invoice: written };
    }
  }
  const written = await writtenInvoice(context, id, checked.latestInvoice);
  return { status: 'succeeded', subscription: await readShown(context, id), invoice: written };
}

/**
 * A change that waited for its payment, or was scheduled, may have counted in what was shown; Stripe does not say. It is gone now:
 * the price is compared once more, and what was not shown is not charged.
 *
 * @throws BillfoldError `quote_stale`, with what was scheduled before scheduled again.
 */
async function compareAgain(context: StripeContext, change: Change, checked: Checked): Promise<void> {
  if (checked.pendingInvoice === null && checked.schedule === null) return;
  const isStale = await intentOf(context).step('compare', async () => {
    try {
      return !isExpected(await preview(context, change), change.expected);
    } catch (error) {
      // What can not be had any more can not be had at this price.
      if (error instanceof BillfoldError) return true;
      throw error;
    }
  });
  if (!isStale) return;
  await scheduleAgain(context, checked);
  throw new BillfoldError('quote_stale');
}

async function check(context: StripeContext, change: Change): Promise<Checked> {
  const target = await findSettled(context, change);
  refuseUnlessChangeable(target);
  const { subscription, account } = target;
  const wanted = await findWanted(context, target, change);
  const priced = await priceChange(context, target, wanted);
  if (!isExpected(priced, change.expected)) throw new BillfoldError('quote_stale');
  const isLater = change.timing === 'period_end';
  return {
    pendingInvoice: pendingInvoiceOf(subscription),
    schedule: scheduleOf(subscription),
    scheduled: plannedPhasesOf(subscription, account.now),
    latestInvoice: idOf(subscription.latest_invoice),
    params: isLater ? {} : paramsOf(target, wanted, priced),
    hasCode: wanted.code !== null,
    later: isLater
      ? {
          subscription: subscription.id,
          price: wanted.price.id,
          quantity: change.quantity,
          interval: intervalOf(priced.recurring),
          promotionCode: wanted.code?.id ?? null,
          replaces: replacedBy(subscription, wanted),
        }
      : null,
  };
}

/** The discounts of a subscription that the code of a change takes the place of. */
function replacedBy({ discounts }: Stripe.Subscription, { code }: WantedChange): string[] {
  const stay = code === null ? discounts : discountsBeside({ discounts }, code);
  return discounts.filter((discount) => !stay.includes(discount)).map((discount) => idOf(discount)!);
}

const intervalOf = ({ interval, intervalCount }: { interval: string; intervalCount: number }) => ({
  interval,
  interval_count: intervalCount,
});

/** What must be done first is said by the portal's blockers; whoever does not ask is refused here. */
function refuseUnlessChangeable({ shown: { status, cancelAt, pause } }: Target): void {
  const isInOrder = status === 'active' || status === 'trialing';
  if (!isInOrder || cancelAt !== null || pause) throw new BillfoldError('subscription_state');
}

/** Whether a change costs what was agreed to, now and later: who is billed may have changed, and with it the tax. */
function isExpected({ dueNow, total, recurring, nextInvoice }: PricedChange, expected: ExpectedPrice) {
  const isSame = (money: Money | undefined, other: Money | undefined) =>
    money?.amount === other?.amount && money?.currency === other?.currency;
  return (
    isSame(dueNow, expected.dueNow) &&
    isSame(total, expected.total) &&
    isSame(recurring.total, expected.recurring.total) &&
    isSame(nextInvoice?.total, expected.nextInvoice?.total)
  );
}

function paramsOf(
  { subscription, account }: Target,
  wanted: WantedChange,
  { dueNow }: PricedChange,
): Stripe.SubscriptionUpdateParams {
  const method = methodOf(subscription, account.customer);
  if (dueNow.amount > 0 && method === null) throw new BillfoldError('payment_method_required');
  const waits = dueNow.amount > 0 && method !== null && canWait(method.name);
  return {
    ...(wanted.isOther && termsOf(wanted)),
    ...discountsWith(subscription, wanted.code),
    // Stripe's default would make the change also where it is not paid for.
    payment_behavior: waits ? 'pending_if_incomplete' : 'error_if_incomplete',
  };
}

/**
 * Whether a change can wait for a payment by this method. A debit takes days, and Stripe lets no change wait for it: it is made
 * at once while the payment is under way, and not at all where it is refused at once.
 */
const canWait = ({ type, brand }: PaymentMethodName) => type === 'card' || brand === 'link';

const isMadeOnlyIfPaid = ({ params }: Checked) => params.payment_behavior === 'pending_if_incomplete';

/** Makes the change. @returns why it was refused at once, where it was; and the invoice that it has written. */
function update(context: StripeContext, id: string, { params, latestInvoice, hasCode }: Checked) {
  const { stripe, options } = context;
  return intentOf(context).step('change', async (key) => {
    try {
      const changed = await stripe.subscriptions.update(id, params, options(key));
      const invoice = idOf(changed.latest_invoice);
      return { declined: null, invoice: invoice === latestInvoice ? null : invoice };
    } catch (error) {
      return { declined: declineOf(hasCode ? asCodeRefusal(error) : error), invoice: null };
    }
  });
}

/** Nothing of a change stays that was not paid for. */
async function refused(
  context: StripeContext,
  checked: Checked,
  failure: ReturnType<typeof declineOf>,
): Promise<ChargeOutcome<ChangedSubscription>> {
  await scheduleAgain(context, checked);
  return { status: 'failed', failure };
}

/** What was scheduled before is scheduled again. */
async function scheduleAgain(context: StripeContext, { scheduled }: Checked): Promise<void> {
  if (scheduled) await planAgain(context, scheduled);
}
