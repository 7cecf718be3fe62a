import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type {
  ChangedSubscription,
  ChargeOutcome,
  CustomerBilling,
  SubscriptionTarget,
} from '../../../provider/CustomerBilling.js';
import { hidesPhases } from '../read/hidesPhases.js';
import { idOf } from '../read/references.js';
import { answering, isFinal } from '../read/toBillfoldError.js';
import { toSeconds } from '../read/toInstant.js';
import { pauseOf, periodOfItems } from '../read/toPause.js';
import type { StripeContext } from '../StripeContext.js';
import {
  chargedOf,
  dropPendingUpdate,
  pendingInvoiceOf,
  readWhole,
  voidInvoice,
  writtenInvoice,
} from './changeInvoice.js';
import { orPlanAgain, plannedPhasesOf } from './plannedPhases.js';
import { createSchedule, releaseSchedule, scheduleOf, wholeScheduleOf } from './schedules.js';
import { findSettled, intentOf, readShown } from './target.js';

type PauseSchedule = Stripe.SubscriptionScheduleCreateParams.PauseSchedule;

/** Pauses and resumptions. */
export function pauses(
  context: StripeContext,
): Pick<CustomerBilling, 'pauseSubscription' | 'resumeSubscription'> {
  return {
    pauseSubscription: (named) => answering(() => pause(context, named)),
    resumeSubscription: (named) => answering(() => resume(context, named)),
  };
}

/** Stripe pauses at once; at the end of a period only a schedule does. See docs/decisions/0028-pauses-at-stripe.md. */
async function pause(context: StripeContext, named: SubscriptionTarget & { resumesAt: Date }) {
  const { subscription: id, resumesAt } = named;
  const checked = await intentOf(context).step('check', async () => {
    const { subscription, shown, account } = await findSettled(context, named);
    const { status, cancelAt, pause, currentPeriod } = shown;
    const isFree = status === 'active' && cancelAt === null && !pause && !hidesPhases(subscription);
    if (!isFree || !canPause(subscription)) throw new BillfoldError('subscription_state');
    const { end } = periodOfItems(subscription);
    if (toSeconds(resumesAt) <= end || account.now.getTime() >= end * 1000) {
      const message = `must be after ${currentPeriod.endAt}, where the paid period ends`;
      throw new BillfoldError('invalid_request', { fields: [{ path: 'resumesAt', message }] });
    }
    return {
      pendingInvoice: pendingInvoiceOf(subscription),
      schedule: scheduleOf(subscription),
      scheduled: plannedPhasesOf(subscription, account.now),
      end,
    };
  });
  await dropPendingUpdate(context, checked.pendingInvoice);
  await releaseSchedule(context, checked.schedule);
  await orPlanAgain(context, checked.scheduled, () =>
    createSchedule(context, 'pause', {
      from_subscription: id,
      // One second early: by Stripe's word nothing says that a pause comes before a renewal of the same second.
      pause_schedules: [{ pause: pauseAt(checked.end - 1), resume: resumeAt(toSeconds(resumesAt)) }],
    }),
  );
  return readShown(context, id);
}

/** Stripe pauses what is charged by itself and counted the newer way. */
const canPause = ({ billing_mode, collection_method }: Stripe.Subscription) =>
  billing_mode.type === 'flexible' && collection_method === 'charge_automatically';

/** Nothing is given back: what is paid is used up. */
function pauseAt(timestamp: number): NonNullable<PauseSchedule['pause']> {
  return {
    pause_at: { type: 'timestamp', timestamp },
    settings: {
      type: 'subscription',
      bill_for: {
        unused_time_from: { type: 'none' },
        outstanding_usage_through: { type: 'pause_at' },
      },
    },
  };
}

/** A whole new period from then on, when it is paid. Until it is, the pause goes on, and Stripe tries again by itself. */
function resumeAt(timestamp: number): NonNullable<PauseSchedule['resume']> {
  return {
    resume_at: { type: 'timestamp', timestamp },
    settings: {
      billing_cycle_anchor: 'resume_at',
      payment_behavior: 'resume_on_payment_success',
      proration_behavior: 'none',
    },
  };
}

async function resume(
  context: StripeContext,
  named: SubscriptionTarget,
): Promise<ChargeOutcome<ChangedSubscription>> {
  const { stripe, options } = context;
  const { subscription: id } = named;
  const intent = intentOf(context);
  const checked = await intent.step('check', async () => {
    const { subscription, shown, account } = await findSettled(context, named);
    const found = pauseOf(subscription, account.now.getTime() / 1000);
    if (!found) throw new BillfoldError('subscription_state');
    const isPaused = subscription.status === 'paused';
    const schedule = wholeScheduleOf(subscription);
    // One that plans something else has nothing to do with a pause of the collection, and goes on.
    const goesOn = !isPaused && schedule?.pause_schedules.length === 0;
    if (isPaused && shown.paymentMethod === null) throw new BillfoldError('payment_method_required');
    return {
      isPaused,
      resumesAt: found.resumesAt,
      schedule: goesOn ? null : scheduleOf(subscription),
      collection: subscription.pause_collection !== null,
      latestInvoice: idOf(subscription.latest_invoice),
      pendingInvoice: pendingInvoiceOf(subscription),
    };
  });
  await dropPendingUpdate(context, checked.pendingInvoice);
  await releaseSchedule(context, checked.schedule);
  if (checked.collection) {
    await intent.step('collect', async (key) => {
      await stripe.subscriptions.update(id, { pause_collection: '' }, options(key));
      return null;
    });
  }
  if (!checked.isPaused) {
    return { status: 'succeeded', subscription: await readShown(context, id), invoice: null };
  }
  const { resumesAt } = checked;
  const begin = intent.step('resume', async (key) => {
    const resumed = await stripe.subscriptions.resume(
      id,
      { billing_cycle_anchor: { type: 'now' }, payment_behavior: 'resume_on_payment_success' },
      options(key),
    );
    const written = idOf(resumed.latest_invoice);
    return written === checked.latestInvoice ? null : written;
  });
  const invoice = await begin.catch(async (error: unknown) => {
    if (resumesAt !== null && isFinal(error)) await pauseOn(context, id, resumesAt);
    throw error;
  });
  const charged = invoice
    ? await chargedOf(context, await readWhole(context, invoice))
    : { status: 'succeeded' as const };
  if (charged.status !== 'failed') {
    const written = await writtenInvoice(context, id, checked.latestInvoice);
    return { ...charged, subscription: await readShown(context, id), invoice: written };
  }
  await voidInvoice(context, 'void', invoice!);
  if (resumesAt !== null) await pauseOn(context, id, resumesAt);
  return charged;
}

/** Lets a pause go on that somebody could not end. */
async function pauseOn(context: StripeContext, id: string, resumesAt: number): Promise<void> {
  await createSchedule(context, 'pause', {
    from_subscription: id,
    pause_schedules: [{ resume: resumeAt(resumesAt) }],
  });
}
